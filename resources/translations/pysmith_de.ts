<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New request</source>
        <translation>&amp;Neue Anfrage</translation>
    </message>
    <message>
        <source>Empty the window for another request</source>
        <translation>Das Fenster für eine andere Anfrage leeren</translation>
    </message>
    <message>
        <source>&amp;Open a file as context…</source>
        <translation>Datei als &amp;Kontext öffnen…</translation>
    </message>
    <message>
        <source>Ask together with code that you already have</source>
        <translation>Zusammen mit Code fragen, den Sie schon haben</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>Save the code as a .py file</source>
        <translation>Den Code als .py-Datei speichern</translation>
    </message>
    <message>
        <source>Export as &amp;VS Code snippet…</source>
        <translation>Als &amp;VS-Code-Snippet exportieren…</translation>
    </message>
    <message>
        <source>Save the code as a snippet for Visual Studio Code</source>
        <translation>Den Code als Snippet für Visual Studio Code speichern</translation>
    </message>
    <message>
        <source>Save &amp;replay card…</source>
        <translation>&amp;Wiederholkarte speichern…</translation>
    </message>
    <message>
        <source>Save the request with all its parameters, to get the same answer again</source>
        <translation>Die Anfrage mit allen Parametern speichern, um dieselbe Antwort wieder zu bekommen</translation>
    </message>
    <message>
        <source>Open r&amp;eplay card…</source>
        <translation>Wiederholkarte ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Ask again exactly what a replay card holds</source>
        <translation>Genau das noch einmal fragen, was auf einer Wiederholkarte steht</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close Pysmith</source>
        <translation>Pysmith schließen</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>&amp;Erzeugen</translation>
    </message>
    <message>
        <source>Answer the request (Enter)</source>
        <translation>Die Anfrage beantworten (Eingabe)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Stop writing (Esc)</source>
        <translation>Das Schreiben anhalten (Esc)</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>Let the model write another answer, with a new seed</source>
        <translation>Das Modell eine weitere Antwort schreiben lassen, mit neuem Startwert</translation>
    </message>
    <message>
        <source>&amp;Previous alternative</source>
        <translation>&amp;Vorige Alternative</translation>
    </message>
    <message>
        <source>Show the previous alternative</source>
        <translation>Die vorige Alternative zeigen</translation>
    </message>
    <message>
        <source>Ne&amp;xt alternative</source>
        <translation>Nächste &amp;Alternative</translation>
    </message>
    <message>
        <source>Show the next alternative</source>
        <translation>Die nächste Alternative zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Den Code kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;without comments</source>
        <translation>&amp;Ohne Kommentare kopieren</translation>
    </message>
    <message>
        <source>Copy the code without its comments</source>
        <translation>Den Code ohne seine Kommentare kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy the code as a fenced block with its title</source>
        <translation>Den Code als Markdown-Block mit seinem Titel kopieren</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>&amp;Favorit</translation>
    </message>
    <message>
        <source>Keep this answer among the favourites</source>
        <translation>Diese Antwort bei den Favoriten aufheben</translation>
    </message>
    <message>
        <source>&amp;Edit and run…</source>
        <translation>&amp;Bearbeiten und ausführen…</translation>
    </message>
    <message>
        <source>Open the code in the scratch editor, where you can change and run it</source>
        <translation>Den Code im Notizeditor öffnen, wo Sie ihn ändern und ausführen können</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>Ver&amp;lauf</translation>
    </message>
    <message>
        <source>Show what you asked before</source>
        <translation>Zeigen, was Sie früher gefragt haben</translation>
    </message>
    <message>
        <source>&amp;Search the history</source>
        <translation>Verlauf d&amp;urchsuchen</translation>
    </message>
    <message>
        <source>Find an earlier request or its code</source>
        <translation>Eine frühere Anfrage oder ihren Code finden</translation>
    </message>
    <message>
        <source>&amp;Inside the model</source>
        <translation>&amp;Im Modell</translation>
    </message>
    <message>
        <source>Show how likely the model found each piece of the answer, and what it looked at</source>
        <translation>Zeigen, für wie wahrscheinlich das Modell jedes Stück der Antwort hielt und worauf es sah</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>&amp;Normale Schriftgröße</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Change how Pysmith answers and looks</source>
        <translation>Ändern, wie Pysmith antwortet und aussieht</translation>
    </message>
    <message>
        <source>&amp;Web page…</source>
        <translation>&amp;Webseite…</translation>
    </message>
    <message>
        <source>Offer Pysmith to your browser, on this computer only</source>
        <translation>Pysmith im Browser anbieten, nur auf diesem Computer</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Show the &amp;log file</source>
        <translation>&amp;Protokolldatei zeigen</translation>
    </message>
    <message>
        <source>&amp;About Pysmith</source>
        <translation>&amp;Über Pysmith</translation>
    </message>
    <message>
        <source>Go to the &amp;request</source>
        <translation>Zur &amp;Anfrage gehen</translation>
    </message>
    <message>
        <source>Put the cursor into the request</source>
        <translation>Den Cursor in die Anfrage setzen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>&amp;Antwort</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>An&amp;sicht</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Extras</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>Code of the answer</source>
        <translation>Code der Antwort</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} von {total}</translation>
    </message>
    <message>
        <source>Source: {name}</source>
        <translation>Herkunft: {name}</translation>
    </message>
    <message>
        <source>It needs a library that Python does not bring along:  {command}</source>
        <translation>Er braucht eine Bibliothek, die Python nicht mitbringt:  {command}</translation>
    </message>
</context>
<context>
    <name>AnswerUses</name>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copied without comments.</source>
        <translation>Ohne Kommentare kopiert.</translation>
    </message>
    <message>
        <source>Copied as Markdown.</source>
        <translation>Als Markdown kopiert.</translation>
    </message>
    <message>
        <source>Save the code</source>
        <translation>Den Code speichern</translation>
    </message>
    <message>
        <source>Python files (*.py)</source>
        <translation>Python-Dateien (*.py)</translation>
    </message>
    <message>
        <source>Export a snippet</source>
        <translation>Ein Snippet exportieren</translation>
    </message>
    <message>
        <source>VS Code snippets (*.code-snippets)</source>
        <translation>VS-Code-Snippets (*.code-snippets)</translation>
    </message>
    <message>
        <source>{path} could not be written: {error}</source>
        <translation>{path} konnte nicht geschrieben werden: {error}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Gespeichert als {path}</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>Picture of the attention</source>
        <translation>Bild der Aufmerksamkeit</translation>
    </message>
    <message>
        <source>The arrow keys go from square to square.</source>
        <translation>Die Pfeiltasten gehen von Feld zu Feld.</translation>
    </message>
    <message>
        <source>request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>ChoicesView</name>
    <message>
        <source>What could have come here: </source>
        <translation>Was hier hätte kommen können: </translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Type first what the code should do.</source>
        <translation>Schreiben Sie zuerst, was der Code tun soll.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The model wrote nothing new that holds.</source>
        <translation>Das Modell hat nichts Neues geschrieben, das taugt.</translation>
    </message>
    <message>
        <source>Found while you type. Press Enter to ask the model as well.</source>
        <translation>Beim Tippen gefunden. Mit der Eingabetaste fragen Sie auch das Modell.</translation>
    </message>
    <message>
        <source>The recipes are being prepared…</source>
        <translation>Die Rezepte werden vorbereitet…</translation>
    </message>
    <message>
        <source>Waiting for the model, which is still loading…</source>
        <translation>Warten auf das Modell, das noch geladen wird…</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Denkt nach…</translation>
    </message>
    <message numerus="yes">
        <source>The model looks for something better… %n tokens</source>
        <translation>
            <numerusform>Das Modell sucht etwas Besseres… %n Token</numerusform>
            <numerusform>Das Modell sucht etwas Besseres… %n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Writing… %n tokens</source>
        <translation>
            <numerusform>Schreibt… %n Token</numerusform>
            <numerusform>Schreibt… %n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer.</source>
        <translation>Keine Antwort.</translation>
    </message>
    <message>
        <source>Answered in {time} ms.</source>
        <translation>In {time} ms beantwortet.</translation>
    </message>
    <message>
        <source>Answered in {time} s.</source>
        <translation>In {time} s beantwortet.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Pysmith hit an error of its own. You can go on; if it comes again, start anew.</source>
        <translation>In Pysmith ist ein Fehler aufgetreten. Sie können weitermachen; wenn er wiederkommt, starten Sie neu.</translation>
    </message>
    <message>
        <source>This report helps to mend it. It holds nothing that you wrote.</source>
        <translation>Dieser Bericht hilft, ihn zu beheben. Er enthält nichts, was Sie geschrieben haben.</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>Fehlerbericht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>The recipes are being prepared…</source>
        <translation>Die Rezepte werden vorbereitet…</translation>
    </message>
    <message>
        <source>Recipes are ready, the model is still loading.</source>
        <translation>Die Rezepte sind bereit, das Modell wird noch geladen.</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Recipes are ready. No model is installed.</source>
        <translation>Die Rezepte sind bereit. Es ist kein Modell installiert.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Recipes are ready.</source>
        <translation>Die Rezepte sind bereit.</translation>
    </message>
    <message>
        <source>The data is in {path} now.</source>
        <translation>Die Daten sind jetzt in {path}.</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>favourite</source>
        <translation>Favorit</translation>
    </message>
</context>
<context>
    <name>HintPage</name>
    <message>
        <source>No recipe fits so far. Press Enter to ask the model as well.</source>
        <translation>Bisher passt kein Rezept. Mit der Eingabetaste fragen Sie auch das Modell.</translation>
    </message>
</context>
<context>
    <name>HistoryKeeper</name>
    <message>
        <source>Forget everything you asked, except the favourites? This cannot be undone.</source>
        <translation>Alles vergessen, was Sie gefragt haben, außer den Favoriten? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Forget the history</source>
        <translation>Den Verlauf vergessen</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Search what you asked</source>
        <translation>Frühere Anfragen durchsuchen</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Den Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Show only the favourites</source>
        <translation>Nur die Favoriten zeigen</translation>
    </message>
    <message>
        <source>Earlier requests</source>
        <translation>Frühere Anfragen</translation>
    </message>
    <message>
        <source>More about the history</source>
        <translation>Mehr zum Verlauf</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Forget all but the favourites…</source>
        <translation>Alles außer den Favoriten vergessen…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>What you ask will be kept here, on this computer.</source>
        <translation>Was Sie fragen, wird hier aufgehoben, auf diesem Computer.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>No longer a favourite</source>
        <translation>Kein Favorit mehr</translation>
    </message>
    <message>
        <source>Keep as a favourite</source>
        <translation>Als Favorit aufheben</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
</context>
<context>
    <name>Inside</name>
    <message>
        <source>The model is writing…</source>
        <translation>Das Modell schreibt…</translation>
    </message>
    <message>
        <source>Ask something, and you see here how the model arrives at its answer.</source>
        <translation>Fragen Sie etwas, und Sie sehen hier, wie das Modell zu seiner Antwort kommt.</translation>
    </message>
    <message>
        <source>The model is still loading…</source>
        <translation>Das Modell wird noch geladen…</translation>
    </message>
</context>
<context>
    <name>InsidePanel</name>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Ask something, and you see here how the model arrives at its answer.</source>
        <translation>Fragen Sie etwas, und Sie sehen hier, wie das Modell zu seiner Antwort kommt.</translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation> von {count}</translation>
    </message>
    <message>
        <source>The model wrote this piece by piece; such a piece is a token. The colours tell how likely it found each of them. Point at one to see what else could have come.</source>
        <translation>Das Modell hat dies Stück für Stück geschrieben; ein solches Stück heißt Token. Die Farben sagen, für wie wahrscheinlich es jedes hielt. Zeigen Sie auf eines, um zu sehen, was sonst hätte kommen können.</translation>
    </message>
    <message>
        <source>No model wrote this: it comes from the cookbook. The colours tell how likely the model would have found each piece, a token, if it had been writing. Point at one to see what else could have come.</source>
        <translation>Dies hat kein Modell geschrieben: Es kommt aus dem Kochbuch. Die Farben sagen, für wie wahrscheinlich das Modell jedes Stück, ein Token, beim Schreiben gehalten hätte. Zeigen Sie auf eines, um zu sehen, was sonst hätte kommen können.</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} likely on average</source>
        <translation>im Mittel {percent} wahrscheinlich</translation>
    </message>
    <message>
        <source>written at {speed} tokens a second</source>
        <translation>mit {speed} Token je Sekunde geschrieben</translation>
    </message>
    <message>
        <source>To write a token, the model looks back at all before it. Each row is a token written, each column one looked at; the stronger the colour, the more it counted. Every head looks for something of its own.</source>
        <translation>Um ein Token zu schreiben, blickt das Modell auf alle davor zurück. Jede Zeile ist ein geschriebenes Token, jede Spalte eines, auf das es sah; je kräftiger die Farbe, desto mehr zählte es. Jeder Kopf sucht etwas Eigenes.</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>&amp;Schicht</translation>
    </message>
    <message>
        <source>Hea&amp;d</source>
        <translation>&amp;Kopf</translation>
    </message>
    <message>
        <source>Inside the model</source>
        <translation>Im Modell</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>Den Bereich schließen</translation>
    </message>
    <message>
        <source>Token {number}, “{text}”, was {percent} likely. The likeliest were:</source>
        <translation>Token {number}, „{text}“, war zu {percent} wahrscheinlich. Am wahrscheinlichsten waren:</translation>
    </message>
    <message>
        <source>The answer is long; its attention is shown for the beginning only.</source>
        <translation>Die Antwort ist lang; ihre Aufmerksamkeit wird nur für den Anfang gezeigt.</translation>
    </message>
    <message>
        <source>Writing “{written}”, this head took {percent} from “{seen}”.</source>
        <translation>Beim Schreiben von „{written}“ nahm dieser Kopf {percent} von „{seen}“.</translation>
    </message>
</context>
<context>
    <name>LengthSlider</name>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Länge</translation>
    </message>
    <message>
        <source>The most code the model may write. A short limit is answered faster.
A recipe from the cookbook is always shown whole.</source>
        <translation>Wie viel Code das Modell höchstens schreiben darf. Mit einer kurzen Grenze kommt die Antwort schneller.
Ein Rezept aus dem Kochbuch wird immer ganz gezeigt.</translation>
    </message>
    <message>
        <source>Length of the answer</source>
        <translation>Länge der Antwort</translation>
    </message>
    <message numerus="yes">
        <source>short, up to %n lines</source>
        <translation>
            <numerusform>kurz, bis zu %n Zeile</numerusform>
            <numerusform>kurz, bis zu %n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>medium, up to %n lines</source>
        <translation>
            <numerusform>mittel, bis zu %n Zeile</numerusform>
            <numerusform>mittel, bis zu %n Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>long, up to %n lines</source>
        <translation>
            <numerusform>lang, bis zu %n Zeile</numerusform>
            <numerusform>lang, bis zu %n Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Model: {name}</source>
        <translation>Modell: {name}</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>The language model in use</source>
        <translation>Das verwendete Sprachmodell</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>Die Meldung schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>Installierte Modelle</translation>
    </message>
    <message>
        <source>The model&apos;s card</source>
        <translation>Die Karte des Modells</translation>
    </message>
    <message>
        <source>Reading the models…</source>
        <translation>Die Modelle werden gelesen…</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell verwenden</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Ordner importieren…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Zurück zum Standard</translation>
    </message>
    <message>
        <source>Use the model that Pysmith brings along for this</source>
        <translation>Das Modell verwenden, das Pysmith dafür mitbringt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{name} (damaged)</source>
        <translation>{name} (beschädigt)</translation>
    </message>
    <message>
        <source>{name} (in use)</source>
        <translation>{name} (verwendet)</translation>
    </message>
    <message>
        <source>No model is installed. Recipes work without one.</source>
        <translation>Es ist kein Modell installiert. Rezepte gehen auch ohne.</translation>
    </message>
    <message>
        <source>This model cannot be used: {problem}</source>
        <translation>Dieses Modell ist nicht verwendbar: {problem}</translation>
    </message>
    <message>
        <source>{parameters} million parameters · {context} tokens of context · {size} MB</source>
        <translation>{parameters} Millionen Parameter · {context} Token Kontext · {size} MB</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder</source>
        <translation>Den Ordner eines Modells wählen</translation>
    </message>
    <message>
        <source>Loading {name}…</source>
        <translation>{name} wird geladen…</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Wird importiert…</translation>
    </message>
    <message>
        <source>Remove the model</source>
        <translation>Das Modell entfernen</translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation>Das Modell {name} entfernen?</translation>
    </message>
</context>
<context>
    <name>NonePage</name>
    <message>
        <source>I don&apos;t know this one</source>
        <translation>Das weiß ich nicht</translation>
    </message>
    <message>
        <source>No recipe fits, and the model is not sure enough of anything it wrote to show it.</source>
        <translation>Kein Rezept passt, und das Modell ist sich bei nichts, was es schrieb, sicher genug, um es zu zeigen.</translation>
    </message>
    <message>
        <source>The nearest things I do know:</source>
        <translation>Am nächsten liegt, was ich weiß:</translation>
    </message>
    <message>
        <source>Let the model try on its own</source>
        <translation>Das Modell allein versuchen lassen</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message>
        <source>The card was made with another version of the model {name}; the answer may differ.</source>
        <translation>Die Karte entstand mit einer anderen Fassung des Modells {name}; die Antwort kann abweichen.</translation>
    </message>
    <message>
        <source>The text was too long; its end was left out.</source>
        <translation>Der Text war zu lang; sein Ende wurde weggelassen.</translation>
    </message>
    <message>
        <source>Answer: </source>
        <translation>Antwort: </translation>
    </message>
    <message>
        <source>Kept as a favourite.</source>
        <translation>Als Favorit aufgehoben.</translation>
    </message>
    <message>
        <source>No longer a favourite.</source>
        <translation>Kein Favorit mehr.</translation>
    </message>
</context>
<context>
    <name>PromptPanel</name>
    <message>
        <source>Your request</source>
        <translation>Ihre Anfrage</translation>
    </message>
    <message>
        <source>Enter asks, Shift+Enter begins a new line.</source>
        <translation>Die Eingabetaste fragt, Umschalt+Eingabe beginnt eine neue Zeile.</translation>
    </message>
    <message>
        <source>What should the code do?</source>
        <translation>Was soll der Code tun?</translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Stopped: it printed more than can be shown.</source>
        <translation>Angehalten: Die Ausgabe war länger, als sich zeigen lässt.</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n seconds, the time limit.</source>
        <translation>
            <numerusform>Nach %n Sekunde angehalten, der Zeitgrenze.</numerusform>
            <numerusform>Nach %n Sekunden angehalten, der Zeitgrenze.</numerusform>
        </translation>
    </message>
    <message>
        <source>Python could not be started: {error}</source>
        <translation>Python konnte nicht gestartet werden: {error}</translation>
    </message>
    <message>
        <source>Ended with exit code {code}.</source>
        <translation>Mit Rückgabewert {code} beendet.</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>Fertig.</translation>
    </message>
</context>
<context>
    <name>ScratchWindow</name>
    <message>
        <source>Scratch editor</source>
        <translation>Notizeditor</translation>
    </message>
    <message>
        <source>Code to change and run</source>
        <translation>Code zum Ändern und Ausführen</translation>
    </message>
    <message>
        <source>Output of the program</source>
        <translation>Ausgabe des Programms</translation>
    </message>
    <message>
        <source>What the program prints appears here.</source>
        <translation>Was das Programm ausgibt, erscheint hier.</translation>
    </message>
    <message>
        <source>Input for the program; Enter sends the line</source>
        <translation>Eingabe für das Programm; die Eingabetaste sendet die Zeile</translation>
    </message>
    <message>
        <source>Input for the program</source>
        <translation>Eingabe für das Programm</translation>
    </message>
    <message>
        <source>End of input</source>
        <translation>Ende der Eingabe</translation>
    </message>
    <message>
        <source>Tell the program that no more input comes</source>
        <translation>Dem Programm sagen, dass keine Eingabe mehr kommt</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run the code (F5)</source>
        <translation>Den Code ausführen (F5)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop the program (Esc)</source>
        <translation>Das Programm anhalten (Esc)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Open the folder that the program runs in</source>
        <translation>Den Ordner öffnen, in dem das Programm läuft</translation>
    </message>
    <message>
        <source>The program runs in {folder}</source>
        <translation>Das Programm läuft in {folder}</translation>
    </message>
    <message>
        <source>The code could not be written: {error}</source>
        <translation>Der Code konnte nicht geschrieben werden: {error}</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Data and running</source>
        <translation>Daten und Ausführen</translation>
    </message>
    <message>
        <source>Always use the same seed</source>
        <translation>Immer denselben Startwert verwenden</translation>
    </message>
    <message>
        <source>Show fitting recipes while I type</source>
        <translation>Beim Tippen passende Rezepte zeigen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Keep what I ask, on this computer</source>
        <translation>Aufheben, was ich frage, auf diesem Computer</translation>
    </message>
    <message>
        <source>Allow the scratch editor to run code</source>
        <translation>Dem Notizeditor erlauben, Code auszuführen</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>All that are useful</source>
        <translation>Alle, die nützen</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>Im Infobereich bleiben, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>&amp;Alternatives tried by the model</source>
        <translation>&amp;Alternativen, die das Modell versucht</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>0 writes what is most likely, higher values are more varied and more often wrong.</source>
        <translation>0 schreibt das Wahrscheinlichste, höhere Werte sind abwechslungsreicher und öfter falsch.</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <source>&amp;Processor threads</source>
        <translation>&amp;Prozessor-Threads</translation>
    </message>
    <message>
        <source>Threads are counted anew when Pysmith starts the next time.</source>
        <translation>Die Zahl der Threads gilt vom nächsten Start an.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>Schrift&amp;größe</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Another language is used when Pysmith starts the next time.</source>
        <translation>Eine andere Sprache gilt vom nächsten Start an.</translation>
    </message>
    <message>
        <source>Stop running code &amp;after</source>
        <translation>Laufenden Code anhalten &amp;nach</translation>
    </message>
    <message>
        <source>&amp;Port of the web page</source>
        <translation>&amp;Port der Webseite</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the data folder</source>
        <translation>Den Datenordner zeigen</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Verschieben…</translation>
    </message>
    <message>
        <source>Move the data folder</source>
        <translation>Den Datenordner verschieben</translation>
    </message>
    <message>
        <source>&amp;Data folder</source>
        <translation>&amp;Datenordner</translation>
    </message>
    <message>
        <source>Requests, favourites, your own recipes and models are kept there, and move along.</source>
        <translation>Anfragen, Favoriten, eigene Rezepte und Modelle liegen dort und ziehen mit um.</translation>
    </message>
    <message>
        <source>This folder was chosen when Pysmith was started, so it cannot be moved from here.</source>
        <translation>Dieser Ordner wurde beim Start von Pysmith gewählt und lässt sich von hier nicht verschieben.</translation>
    </message>
    <message>
        <source>Choose a folder for the data</source>
        <translation>Einen Ordner für die Daten wählen</translation>
    </message>
</context>
<context>
    <name>SettingsStore</name>
    <message>
        <source>The settings could not be saved: {error}</source>
        <translation>Die Einstellungen konnten nicht gespeichert werden: {error}</translation>
    </message>
</context>
<context>
    <name>SlotFields</name>
    <message>
        <source>{kind} in place of {value}</source>
        <translation>{kind} anstelle von {value}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>TokenView</name>
    <message>
        <source>Tokens of the answer</source>
        <translation>Token der Antwort</translation>
    </message>
    <message>
        <source>The arrow keys go from token to token.</source>
        <translation>Die Pfeiltasten gehen von Token zu Token.</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Move all data to {path}? Pysmith closes for a moment and opens again.</source>
        <translation>Alle Daten nach {path} verschieben? Pysmith schließt sich dazu kurz und öffnet sich wieder.</translation>
    </message>
    <message>
        <source>Move the data folder</source>
        <translation>Den Datenordner verschieben</translation>
    </message>
    <message>
        <source>Python files (*.py *.pyw);;Text files (*.txt)</source>
        <translation>Python-Dateien (*.py *.pyw);;Textdateien (*.txt)</translation>
    </message>
    <message>
        <source>Ask together with a file</source>
        <translation>Zusammen mit einer Datei fragen</translation>
    </message>
    <message>
        <source>Save a replay card</source>
        <translation>Eine Wiederholkarte speichern</translation>
    </message>
    <message>
        <source>Replay cards (*.json)</source>
        <translation>Wiederholkarten (*.json)</translation>
    </message>
    <message>
        <source>Open a replay card</source>
        <translation>Eine Wiederholkarte öffnen</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation>{path} lässt sich nicht lesen: {error}</translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json);;Python (*.py)</source>
        <translation>Markdown (*.md);;JSON (*.json);;Python (*.py)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Den Verlauf exportieren</translation>
    </message>
    <message>
        <source>{path} could not be written: {error}</source>
        <translation>{path} konnte nicht geschrieben werden: {error}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Gespeichert als {path}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show or hide Pysmith</source>
        <translation>Pysmith zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>WebPageDialog</name>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>The page offers Pysmith to your browser and to other programs, on this computer only.</source>
        <translation>Die Seite bietet Pysmith Ihrem Browser und anderen Programmen an, nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Adresse der Seite</translation>
    </message>
    <message>
        <source>The page is off.</source>
        <translation>Die Seite ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Say it in English, get Python that runs</source>
        <translation>Auf Englisch sagen, laufendes Python bekommen</translation>
    </message>
    <message>
        <source>Describe what the code should do, or begin it yourself. All of this happens on your computer.</source>
        <translation>Beschreiben Sie auf Englisch, was der Code tun soll, oder beginnen Sie ihn selbst. Alles geschieht auf Ihrem Computer.</translation>
    </message>
</context>
<context>
    <name>_ContextChip</name>
    <message>
        <source>Remove the file</source>
        <translation>Die Datei weglassen</translation>
    </message>
    <message>
        <source>Ask without this file</source>
        <translation>Ohne diese Datei fragen</translation>
    </message>
    <message>
        <source>Together with {name}</source>
        <translation>Zusammen mit {name}</translation>
    </message>
</context>
<context>
    <name>consent</name>
    <message>
        <source>Run code on this computer?</source>
        <translation>Code auf diesem Computer ausführen?</translation>
    </message>
    <message>
        <source>Pysmith can run the code in this editor on your computer.</source>
        <translation>Pysmith kann den Code in diesem Editor auf Ihrem Computer ausführen.</translation>
    </message>
    <message>
        <source>It runs with your rights: it can read, change and delete your files and use the network. Read it before you run it.

You will not be asked again; the settings take it back. Nothing ever runs unless you press Run.</source>
        <translation>Er läuft mit Ihren Rechten: Er kann Ihre Dateien lesen, ändern und löschen und das Netz benutzen. Lesen Sie ihn, bevor Sie ihn ausführen.

Sie werden nicht noch einmal gefragt; in den Einstellungen lässt es sich zurücknehmen. Nichts läuft, ohne dass Sie auf „Ausführen“ drücken.</translation>
    </message>
    <message>
        <source>Allow running code</source>
        <translation>Ausführen erlauben</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>From the cookbook, page “{0}”; its recipe is run and checked.</source>
        <translation>Aus dem Kochbuch, Seite „{0}“; das Rezept ist ausgeführt und geprüft.</translation>
    </message>
    <message>
        <source>It begins with sample data: replace that by yours.</source>
        <translation>Am Anfang stehen Beispieldaten: Ersetzen Sie sie durch Ihre.</translation>
    </message>
    <message>
        <source>Put together from parts that are checked one by one; the whole compiles, and nobody has run it.</source>
        <translation>Aus Teilen zusammengesetzt, die einzeln geprüft sind; das Ganze kompiliert, und niemand hat es ausgeführt.</translation>
    </message>
    <message>
        <source>The code compiles; nobody has run it.</source>
        <translation>Der Code kompiliert; niemand hat ihn ausgeführt.</translation>
    </message>
    <message>
        <source>A chain of {0} steps</source>
        <translation>Eine Kette von {0} Schritten</translation>
    </message>
    <message>
        <source>A chain of one step</source>
        <translation>Eine Kette aus einem Schritt</translation>
    </message>
    <message>
        <source>{0} cannot be a name in Python.</source>
        <translation>{0} kann in Python kein Name sein.</translation>
    </message>
    <message>
        <source>{0} is not a list, tuple, set or dictionary of plain values.</source>
        <translation>{0} ist keine Liste, kein Tupel, keine Menge und kein Wörterbuch einfacher Werte.</translation>
    </message>
    <message>
        <source>Something went wrong inside Pysmith. The log has the details.</source>
        <translation>In Pysmith ist etwas schiefgegangen. Näheres steht im Protokoll.</translation>
    </message>
    <message>
        <source>No model is installed that could be looked into.</source>
        <translation>Es ist kein Modell installiert, in das man blicken könnte.</translation>
    </message>
    <message>
        <source>The web page could not be started. The log has the details.</source>
        <translation>Die Webseite konnte nicht gestartet werden. Näheres steht im Protokoll.</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>In the request</source>
        <translation>In der Anfrage</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Umschalt+Eingabe</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Eine neue Zeile beginnen</translation>
    </message>
    <message>
        <source>Earlier requests</source>
        <translation>Frühere Anfragen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Stop, or leave the editor</source>
        <translation>Anhalten oder den Editor verlassen</translation>
    </message>
    <message>
        <source>In the scratch editor</source>
        <translation>Im Notizeditor</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Plain English in, short Python that runs out. Offline.</source>
        <translation>Einfaches Englisch hinein, kurzes, laufendes Python heraus. Ohne Netz.</translation>
    </message>
    <message>
        <source>MIT licence. The language model was trained from scratch; its card tells on what.</source>
        <translation>MIT-Lizenz. Das Sprachmodell wurde von Grund auf trainiert; seine Karte sagt, womit.</translation>
    </message>
    <message>
        <source>It stands on</source>
        <translation>Es baut auf</translation>
    </message>
    <message>
        <source>About Pysmith</source>
        <translation>Über Pysmith</translation>
    </message>
</context>
<context>
    <name>provenance</name>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Composed</source>
        <translation>Zusammengesetzt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>run and checked</source>
        <translation>ausgeführt und geprüft</translation>
    </message>
    <message>
        <source>compiles, not run</source>
        <translation>kompiliert, nicht ausgeführt</translation>
    </message>
    <message>
        <source>unfinished, not checked</source>
        <translation>unfertig, nicht geprüft</translation>
    </message>
    <message>
        <source>From the cookbook: people wrote this recipe, and Pysmith&apos;s tests run it and check its result.
Your own values were filled in without running it again.</source>
        <translation>Aus dem Kochbuch: Dieses Rezept haben Menschen geschrieben, und die Tests von Pysmith führen es aus und prüfen sein Ergebnis.
Ihre eigenen Werte wurden eingesetzt, ohne es noch einmal auszuführen.</translation>
    </message>
    <message>
        <source>Put together from parts that are checked one by one.
The whole compiles, but nobody has run it: read it first.</source>
        <translation>Aus Teilen zusammengesetzt, die einzeln geprüft sind.
Das Ganze kompiliert, aber niemand hat es ausgeführt: Lesen Sie es zuerst.</translation>
    </message>
    <message>
        <source>The language model in this program wrote this.
It compiles, but nobody has run it: read it first.</source>
        <translation>Dies hat das Sprachmodell in diesem Programm geschrieben.
Es kompiliert, aber niemand hat es ausgeführt: Lesen Sie es zuerst.</translation>
    </message>
    <message>
        <source>The model was stopped or is still writing. This may not even compile.</source>
        <translation>Das Modell wurde angehalten oder schreibt noch. Dies lässt sich vielleicht nicht einmal kompilieren.</translation>
    </message>
    <message>
        <source>very sure</source>
        <translation>sehr sicher</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>ziemlich sicher</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>geraten</translation>
    </message>
    <message>
        <source>{words} ({percent}%)</source>
        <translation>{words} ({percent} %)</translation>
    </message>
</context>
</TS>
