<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Conversation</name>
    <message numerus="yes">
        <source>The model looks for something better… %n tokens</source>
        <translation>
            <numerusform>The model looks for something better… %n token</numerusform>
            <numerusform>The model looks for something better… %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Writing… %n tokens</source>
        <translation>
            <numerusform>Writing… %n token</numerusform>
            <numerusform>Writing… %n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InsidePanel</name>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LengthSlider</name>
    <message numerus="yes">
        <source>short, up to %n lines</source>
        <translation>
            <numerusform>short, up to %n line</numerusform>
            <numerusform>short, up to %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>medium, up to %n lines</source>
        <translation>
            <numerusform>medium, up to %n line</numerusform>
            <numerusform>medium, up to %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>long, up to %n lines</source>
        <translation>
            <numerusform>long, up to %n line</numerusform>
            <numerusform>long, up to %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message numerus="yes">
        <source>Stopped after %n seconds, the time limit.</source>
        <translation>
            <numerusform>Stopped after %n second, the time limit.</numerusform>
            <numerusform>Stopped after %n seconds, the time limit.</numerusform>
        </translation>
    </message>
</context>
</TS>
