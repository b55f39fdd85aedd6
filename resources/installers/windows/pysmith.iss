; Inno Setup's recipe for the Windows installer. resources/installers/build.py compiles it and passes in Version,
; Publisher, Summary and Program, the folder of the built program.
; It installs for one person, without an administrator, and its uninstaller asks before it deletes what is theirs.

[Setup]
AppId={{6C1B3A58-7F0C-4E0B-9C55-2D6B0D7F6A41}
AppName=Pysmith
AppVersion={#Version}
AppPublisher={#Publisher}
AppComments={#Summary}
VersionInfoVersion={#Version}
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
DefaultDirName={autopf}\Pysmith
DefaultGroupName=Pysmith
DisableProgramGroupPage=yes
DisableDirPage=auto
LicenseFile={#Source}\LICENSE
SetupIconFile={#Source}\resources\icons\pysmith.ico
UninstallDisplayIcon={app}\pysmith-window.exe
UninstallDisplayName=Pysmith
Compression=lzma2/max
SolidCompression=yes
LZMAUseSeparateProcess=yes
WizardStyle=modern
CloseApplications=yes

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; An update takes away what an older version brought and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "{#Source}\LICENSE"; DestDir: "{app}"; DestName: "LICENSE.txt"; Flags: ignoreversion

[Icons]
Name: "{group}\Pysmith"; Filename: "{app}\pysmith-window.exe"; Comment: "{#Summary}"
Name: "{autodesktop}\Pysmith"; Filename: "{app}\pysmith-window.exe"; Comment: "{#Summary}"; Tasks: desktopicon

[Run]
Filename: "{app}\pysmith-window.exe"; Description: "{cm:LaunchProgram,Pysmith}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Data: String;
begin
  Data := ExpandConstant('{localappdata}\pysmith');
  if (CurUninstallStep = usPostUninstall) and not UninstallSilent and DirExists(Data) then
    if MsgBox('Delete your history, settings, recipes and models too?' + #13#10#13#10 + Data,
              mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
      DelTree(Data, True, True, True);
end;
