<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New request</source>
        <translation>&amp;Nueva petición</translation>
    </message>
    <message>
        <source>Empty the window for another request</source>
        <translation>Vaciar la ventana para otra petición</translation>
    </message>
    <message>
        <source>&amp;Open a file as context…</source>
        <translation>&amp;Abrir un archivo como contexto…</translation>
    </message>
    <message>
        <source>Ask together with code that you already have</source>
        <translation>Preguntar junto con código que ya tienes</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Save the code as a .py file</source>
        <translation>Guardar el código como archivo .py</translation>
    </message>
    <message>
        <source>Export as &amp;VS Code snippet…</source>
        <translation>Exportar como fragmento de &amp;VS Code…</translation>
    </message>
    <message>
        <source>Save the code as a snippet for Visual Studio Code</source>
        <translation>Guardar el código como fragmento para Visual Studio Code</translation>
    </message>
    <message>
        <source>Save &amp;replay card…</source>
        <translation>Guardar tarjeta de &amp;repetición…</translation>
    </message>
    <message>
        <source>Save the request with all its parameters, to get the same answer again</source>
        <translation>Guardar la petición con todos sus parámetros, para obtener otra vez la misma respuesta</translation>
    </message>
    <message>
        <source>Open r&amp;eplay card…</source>
        <translation>Abrir tarjeta de r&amp;epetición…</translation>
    </message>
    <message>
        <source>Ask again exactly what a replay card holds</source>
        <translation>Volver a preguntar exactamente lo que contiene una tarjeta de repetición</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>Close Pysmith</source>
        <translation>Cerrar Pysmith</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>&amp;Generar</translation>
    </message>
    <message>
        <source>Answer the request (Enter)</source>
        <translation>Responder a la petición (Intro)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>De&amp;tener</translation>
    </message>
    <message>
        <source>Stop writing (Esc)</source>
        <translation>Dejar de escribir (Esc)</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>&amp;Otra vez</translation>
    </message>
    <message>
        <source>Let the model write another answer, with a new seed</source>
        <translation>Hacer que el modelo escriba otra respuesta, con una semilla nueva</translation>
    </message>
    <message>
        <source>&amp;Previous alternative</source>
        <translation>Alternativa &amp;anterior</translation>
    </message>
    <message>
        <source>Show the previous alternative</source>
        <translation>Mostrar la alternativa anterior</translation>
    </message>
    <message>
        <source>Ne&amp;xt alternative</source>
        <translation>Alternativa &amp;siguiente</translation>
    </message>
    <message>
        <source>Show the next alternative</source>
        <translation>Mostrar la alternativa siguiente</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Copiar el código</translation>
    </message>
    <message>
        <source>Copy &amp;without comments</source>
        <translation>Copiar si&amp;n comentarios</translation>
    </message>
    <message>
        <source>Copy the code without its comments</source>
        <translation>Copiar el código sin sus comentarios</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Copiar como &amp;Markdown</translation>
    </message>
    <message>
        <source>Copy the code as a fenced block with its title</source>
        <translation>Copiar el código como bloque de Markdown con su título</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>&amp;Favorita</translation>
    </message>
    <message>
        <source>Keep this answer among the favourites</source>
        <translation>Conservar esta respuesta entre las favoritas</translation>
    </message>
    <message>
        <source>&amp;Edit and run…</source>
        <translation>&amp;Editar y ejecutar…</translation>
    </message>
    <message>
        <source>Open the code in the scratch editor, where you can change and run it</source>
        <translation>Abrir el código en el editor de pruebas, donde puedes cambiarlo y ejecutarlo</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Historial</translation>
    </message>
    <message>
        <source>Show what you asked before</source>
        <translation>Mostrar lo que preguntaste antes</translation>
    </message>
    <message>
        <source>&amp;Search the history</source>
        <translation>&amp;Buscar en el historial</translation>
    </message>
    <message>
        <source>Find an earlier request or its code</source>
        <translation>Encontrar una petición anterior o su código</translation>
    </message>
    <message>
        <source>&amp;Inside the model</source>
        <translation>&amp;Dentro del modelo</translation>
    </message>
    <message>
        <source>Show how likely the model found each piece of the answer, and what it looked at</source>
        <translation>Mostrar lo probable que le pareció al modelo cada trozo de la respuesta, y qué miró</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>Como el &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>Texto más &amp;grande</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>Texto más &amp;pequeño</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>Tamaño de texto &amp;normal</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>Pantalla comp&amp;leta</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelos…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Ajustes…</translation>
    </message>
    <message>
        <source>Change how Pysmith answers and looks</source>
        <translation>Cambiar cómo responde y qué aspecto tiene Pysmith</translation>
    </message>
    <message>
        <source>&amp;Web page…</source>
        <translation>Página &amp;web…</translation>
    </message>
    <message>
        <source>Offer Pysmith to your browser, on this computer only</source>
        <translation>Ofrecer Pysmith a tu navegador, solo en este ordenador</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Atajos de teclado</translation>
    </message>
    <message>
        <source>Show the &amp;log file</source>
        <translation>Mostrar el archivo de &amp;registro</translation>
    </message>
    <message>
        <source>&amp;About Pysmith</source>
        <translation>Acerca &amp;de Pysmith</translation>
    </message>
    <message>
        <source>Go to the &amp;request</source>
        <translation>Ir a la pe&amp;tición</translation>
    </message>
    <message>
        <source>Put the cursor into the request</source>
        <translation>Poner el cursor en la petición</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>&amp;Respuesta</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Herramientas</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>Code of the answer</source>
        <translation>Código de la respuesta</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} de {total}</translation>
    </message>
    <message>
        <source>Source: {name}</source>
        <translation>Origen: {name}</translation>
    </message>
    <message>
        <source>It needs a library that Python does not bring along:  {command}</source>
        <translation>Necesita una biblioteca que Python no trae:  {command}</translation>
    </message>
</context>
<context>
    <name>AnswerUses</name>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>Copied without comments.</source>
        <translation>Copiado sin comentarios.</translation>
    </message>
    <message>
        <source>Copied as Markdown.</source>
        <translation>Copiado como Markdown.</translation>
    </message>
    <message>
        <source>Save the code</source>
        <translation>Guardar el código</translation>
    </message>
    <message>
        <source>Python files (*.py)</source>
        <translation>Archivos de Python (*.py)</translation>
    </message>
    <message>
        <source>Export a snippet</source>
        <translation>Exportar un fragmento</translation>
    </message>
    <message>
        <source>VS Code snippets (*.code-snippets)</source>
        <translation>Fragmentos de VS Code (*.code-snippets)</translation>
    </message>
    <message>
        <source>{path} could not be written: {error}</source>
        <translation>No se pudo escribir {path}: {error}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Guardado como {path}</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>Picture of the attention</source>
        <translation>Imagen de la atención</translation>
    </message>
    <message>
        <source>The arrow keys go from square to square.</source>
        <translation>Las flechas van de casilla en casilla.</translation>
    </message>
    <message>
        <source>request</source>
        <translation>petición</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>respuesta</translation>
    </message>
</context>
<context>
    <name>ChoicesView</name>
    <message>
        <source>What could have come here: </source>
        <translation>Lo que podría haber venido aquí: </translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Type first what the code should do.</source>
        <translation>Escribe primero qué debe hacer el código.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>The model wrote nothing new that holds.</source>
        <translation>El modelo no escribió nada nuevo que sirva.</translation>
    </message>
    <message>
        <source>Found while you type. Press Enter to ask the model as well.</source>
        <translation>Encontrado mientras escribes. Pulsa Intro para preguntar también al modelo.</translation>
    </message>
    <message>
        <source>The recipes are being prepared…</source>
        <translation>Las recetas se están preparando…</translation>
    </message>
    <message>
        <source>Waiting for the model, which is still loading…</source>
        <translation>Esperando al modelo, que aún se está cargando…</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>Pensando…</translation>
    </message>
    <message numerus="yes">
        <source>The model looks for something better… %n tokens</source>
        <translation>
            <numerusform>El modelo busca algo mejor… %n token</numerusform>
            <numerusform>El modelo busca algo mejor… %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Writing… %n tokens</source>
        <translation>
            <numerusform>Escribiendo… %n token</numerusform>
            <numerusform>Escribiendo… %n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer.</source>
        <translation>Sin respuesta.</translation>
    </message>
    <message>
        <source>Answered in {time} ms.</source>
        <translation>Respondido en {time} ms.</translation>
    </message>
    <message>
        <source>Answered in {time} s.</source>
        <translation>Respondido en {time} s.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Algo ha ido mal</translation>
    </message>
    <message>
        <source>Pysmith hit an error of its own. You can go on; if it comes again, start anew.</source>
        <translation>Pysmith ha tenido un error propio. Puedes continuar; si se repite, vuelve a iniciarlo.</translation>
    </message>
    <message>
        <source>This report helps to mend it. It holds nothing that you wrote.</source>
        <translation>Este informe ayuda a arreglarlo. No contiene nada de lo que escribiste.</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>Informe de error</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar el informe</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Loading…</source>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>The recipes are being prepared…</source>
        <translation>Las recetas se están preparando…</translation>
    </message>
    <message>
        <source>Recipes are ready, the model is still loading.</source>
        <translation>Las recetas están listas; el modelo aún se está cargando.</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Sin modelo</translation>
    </message>
    <message>
        <source>Recipes are ready. No model is installed.</source>
        <translation>Las recetas están listas. No hay ningún modelo instalado.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Recipes are ready.</source>
        <translation>Las recetas están listas.</translation>
    </message>
    <message>
        <source>The data is in {path} now.</source>
        <translation>Los datos están ahora en {path}.</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>favourite</source>
        <translation>favorita</translation>
    </message>
</context>
<context>
    <name>HintPage</name>
    <message>
        <source>No recipe fits so far. Press Enter to ask the model as well.</source>
        <translation>De momento no encaja ninguna receta. Pulsa Intro para preguntar también al modelo.</translation>
    </message>
</context>
<context>
    <name>HistoryKeeper</name>
    <message>
        <source>Forget everything you asked, except the favourites? This cannot be undone.</source>
        <translation>¿Olvidar todo lo que preguntaste, salvo las favoritas? No se puede deshacer.</translation>
    </message>
    <message>
        <source>Forget the history</source>
        <translation>Olvidar el historial</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Search what you asked</source>
        <translation>Buscar en lo que preguntaste</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Buscar en el historial</translation>
    </message>
    <message>
        <source>Show only the favourites</source>
        <translation>Mostrar solo las favoritas</translation>
    </message>
    <message>
        <source>Earlier requests</source>
        <translation>Peticiones anteriores</translation>
    </message>
    <message>
        <source>More about the history</source>
        <translation>Más sobre el historial</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Forget all but the favourites…</source>
        <translation>Olvidar todo salvo las favoritas…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>No se encontró nada.</translation>
    </message>
    <message>
        <source>What you ask will be kept here, on this computer.</source>
        <translation>Lo que preguntes se guardará aquí, en este ordenador.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>No longer a favourite</source>
        <translation>Ya no es favorita</translation>
    </message>
    <message>
        <source>Keep as a favourite</source>
        <translation>Conservar como favorita</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Olvidar</translation>
    </message>
</context>
<context>
    <name>Inside</name>
    <message>
        <source>The model is writing…</source>
        <translation>El modelo está escribiendo…</translation>
    </message>
    <message>
        <source>Ask something, and you see here how the model arrives at its answer.</source>
        <translation>Pregunta algo y verás aquí cómo llega el modelo a su respuesta.</translation>
    </message>
    <message>
        <source>The model is still loading…</source>
        <translation>El modelo aún se está cargando…</translation>
    </message>
</context>
<context>
    <name>InsidePanel</name>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Atención</translation>
    </message>
    <message>
        <source>Ask something, and you see here how the model arrives at its answer.</source>
        <translation>Pregunta algo y verás aquí cómo llega el modelo a su respuesta.</translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation> de {count}</translation>
    </message>
    <message>
        <source>The model wrote this piece by piece; such a piece is a token. The colours tell how likely it found each of them. Point at one to see what else could have come.</source>
        <translation>El modelo escribió esto trozo a trozo; cada trozo es un token. Los colores dicen lo probable que le pareció cada uno. Señala uno para ver qué más podría haber venido.</translation>
    </message>
    <message>
        <source>No model wrote this: it comes from the cookbook. The colours tell how likely the model would have found each piece, a token, if it had been writing. Point at one to see what else could have come.</source>
        <translation>Esto no lo escribió ningún modelo: viene del recetario. Los colores dicen lo probable que le habría parecido al modelo cada trozo, un token, si lo hubiera escrito él. Señala uno para ver qué más podría haber venido.</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} likely on average</source>
        <translation>{percent} de probabilidad media</translation>
    </message>
    <message>
        <source>written at {speed} tokens a second</source>
        <translation>escrito a {speed} tokens por segundo</translation>
    </message>
    <message>
        <source>To write a token, the model looks back at all before it. Each row is a token written, each column one looked at; the stronger the colour, the more it counted. Every head looks for something of its own.</source>
        <translation>Para escribir un token, el modelo mira todos los anteriores. Cada fila es un token escrito y cada columna uno mirado; cuanto más intenso el color, más contó. Cada cabeza busca algo propio.</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>Ca&amp;pa</translation>
    </message>
    <message>
        <source>Hea&amp;d</source>
        <translation>Ca&amp;beza</translation>
    </message>
    <message>
        <source>Inside the model</source>
        <translation>Dentro del modelo</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>Cerrar el panel</translation>
    </message>
    <message>
        <source>Token {number}, “{text}”, was {percent} likely. The likeliest were:</source>
        <translation>El token {number}, «{text}», tenía una probabilidad de {percent}. Los más probables eran:</translation>
    </message>
    <message>
        <source>The answer is long; its attention is shown for the beginning only.</source>
        <translation>La respuesta es larga; su atención se muestra solo para el comienzo.</translation>
    </message>
    <message>
        <source>Writing “{written}”, this head took {percent} from “{seen}”.</source>
        <translation>Al escribir «{written}», esta cabeza tomó un {percent} de «{seen}».</translation>
    </message>
</context>
<context>
    <name>LengthSlider</name>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Longitud</translation>
    </message>
    <message>
        <source>The most code the model may write. A short limit is answered faster.
A recipe from the cookbook is always shown whole.</source>
        <translation>La mayor cantidad de código que el modelo puede escribir. Con un límite corto responde antes.
Una receta del recetario se muestra siempre entera.</translation>
    </message>
    <message>
        <source>Length of the answer</source>
        <translation>Longitud de la respuesta</translation>
    </message>
    <message numerus="yes">
        <source>short, up to %n lines</source>
        <translation>
            <numerusform>corta, hasta %n línea</numerusform>
            <numerusform>corta, hasta %n líneas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>medium, up to %n lines</source>
        <translation>
            <numerusform>media, hasta %n línea</numerusform>
            <numerusform>media, hasta %n líneas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>long, up to %n lines</source>
        <translation>
            <numerusform>larga, hasta %n línea</numerusform>
            <numerusform>larga, hasta %n líneas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Model: {name}</source>
        <translation>Modelo: {name}</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>The language model in use</source>
        <translation>El modelo de lenguaje en uso</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>Cerrar el mensaje</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>Modelos instalados</translation>
    </message>
    <message>
        <source>The model&apos;s card</source>
        <translation>La ficha del modelo</translation>
    </message>
    <message>
        <source>Reading the models…</source>
        <translation>Leyendo los modelos…</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Usar este modelo</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Importar una carpeta…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Volver al predeterminado</translation>
    </message>
    <message>
        <source>Use the model that Pysmith brings along for this</source>
        <translation>Usar el modelo que Pysmith trae para esto</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>{name} (damaged)</source>
        <translation>{name} (dañado)</translation>
    </message>
    <message>
        <source>{name} (in use)</source>
        <translation>{name} (en uso)</translation>
    </message>
    <message>
        <source>No model is installed. Recipes work without one.</source>
        <translation>No hay ningún modelo instalado. Las recetas funcionan sin él.</translation>
    </message>
    <message>
        <source>This model cannot be used: {problem}</source>
        <translation>Este modelo no se puede usar: {problem}</translation>
    </message>
    <message>
        <source>{parameters} million parameters · {context} tokens of context · {size} MB</source>
        <translation>{parameters} millones de parámetros · {context} tokens de contexto · {size} MB</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder</source>
        <translation>Elegir la carpeta de un modelo</translation>
    </message>
    <message>
        <source>Loading {name}…</source>
        <translation>Cargando {name}…</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Importando…</translation>
    </message>
    <message>
        <source>Remove the model</source>
        <translation>Quitar el modelo</translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation>¿Quitar el modelo {name}?</translation>
    </message>
</context>
<context>
    <name>NonePage</name>
    <message>
        <source>I don&apos;t know this one</source>
        <translation>Esto no lo sé</translation>
    </message>
    <message>
        <source>No recipe fits, and the model is not sure enough of anything it wrote to show it.</source>
        <translation>Ninguna receta encaja, y el modelo no está lo bastante seguro de nada de lo que escribió como para mostrarlo.</translation>
    </message>
    <message>
        <source>The nearest things I do know:</source>
        <translation>Lo más parecido que sí sé:</translation>
    </message>
    <message>
        <source>Let the model try on its own</source>
        <translation>Dejar que el modelo lo intente solo</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message>
        <source>The card was made with another version of the model {name}; the answer may differ.</source>
        <translation>La tarjeta se hizo con otra versión del modelo {name}; la respuesta puede ser distinta.</translation>
    </message>
    <message>
        <source>The text was too long; its end was left out.</source>
        <translation>El texto era demasiado largo; se dejó fuera el final.</translation>
    </message>
    <message>
        <source>Answer: </source>
        <translation>Respuesta: </translation>
    </message>
    <message>
        <source>Kept as a favourite.</source>
        <translation>Conservada como favorita.</translation>
    </message>
    <message>
        <source>No longer a favourite.</source>
        <translation>Ya no es favorita.</translation>
    </message>
</context>
<context>
    <name>PromptPanel</name>
    <message>
        <source>Your request</source>
        <translation>Tu petición</translation>
    </message>
    <message>
        <source>Enter asks, Shift+Enter begins a new line.</source>
        <translation>Intro pregunta; Mayús+Intro empieza una línea nueva.</translation>
    </message>
    <message>
        <source>What should the code do?</source>
        <translation>¿Qué debe hacer el código?</translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message>
        <source>Stopped.</source>
        <translation>Detenido.</translation>
    </message>
    <message>
        <source>Stopped: it printed more than can be shown.</source>
        <translation>Detenido: imprimió más de lo que se puede mostrar.</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n seconds, the time limit.</source>
        <translation>
            <numerusform>Detenido tras %n segundo, el límite de tiempo.</numerusform>
            <numerusform>Detenido tras %n segundos, el límite de tiempo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Python could not be started: {error}</source>
        <translation>No se pudo iniciar Python: {error}</translation>
    </message>
    <message>
        <source>Ended with exit code {code}.</source>
        <translation>Terminó con el código de salida {code}.</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>Terminado.</translation>
    </message>
</context>
<context>
    <name>ScratchWindow</name>
    <message>
        <source>Scratch editor</source>
        <translation>Editor de pruebas</translation>
    </message>
    <message>
        <source>Code to change and run</source>
        <translation>Código para cambiar y ejecutar</translation>
    </message>
    <message>
        <source>Output of the program</source>
        <translation>Salida del programa</translation>
    </message>
    <message>
        <source>What the program prints appears here.</source>
        <translation>Lo que imprima el programa aparecerá aquí.</translation>
    </message>
    <message>
        <source>Input for the program; Enter sends the line</source>
        <translation>Entrada para el programa; Intro envía la línea</translation>
    </message>
    <message>
        <source>Input for the program</source>
        <translation>Entrada para el programa</translation>
    </message>
    <message>
        <source>End of input</source>
        <translation>Fin de la entrada</translation>
    </message>
    <message>
        <source>Tell the program that no more input comes</source>
        <translation>Decir al programa que ya no hay más entrada</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>Run the code (F5)</source>
        <translation>Ejecutar el código (F5)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop the program (Esc)</source>
        <translation>Detener el programa (Esc)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Open the folder that the program runs in</source>
        <translation>Abrir la carpeta en la que se ejecuta el programa</translation>
    </message>
    <message>
        <source>The program runs in {folder}</source>
        <translation>El programa se ejecuta en {folder}</translation>
    </message>
    <message>
        <source>The code could not be written: {error}</source>
        <translation>No se pudo escribir el código: {error}</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Ejecutando…</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Data and running</source>
        <translation>Datos y ejecución</translation>
    </message>
    <message>
        <source>Always use the same seed</source>
        <translation>Usar siempre la misma semilla</translation>
    </message>
    <message>
        <source>Show fitting recipes while I type</source>
        <translation>Mostrar recetas adecuadas mientras escribo</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Keep what I ask, on this computer</source>
        <translation>Guardar lo que pregunto, en este ordenador</translation>
    </message>
    <message>
        <source>Allow the scratch editor to run code</source>
        <translation>Permitir que el editor de pruebas ejecute código</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>All that are useful</source>
        <translation>Todos los que sirvan</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>Seguir en la bandeja al cerrar la ventana</translation>
    </message>
    <message>
        <source>&amp;Alternatives tried by the model</source>
        <translation>&amp;Alternativas que prueba el modelo</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatura</translation>
    </message>
    <message>
        <source>0 writes what is most likely, higher values are more varied and more often wrong.</source>
        <translation>0 escribe lo más probable; los valores más altos son más variados y fallan más a menudo.</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Semilla</translation>
    </message>
    <message>
        <source>&amp;Processor threads</source>
        <translation>&amp;Hilos del procesador</translation>
    </message>
    <message>
        <source>Threads are counted anew when Pysmith starts the next time.</source>
        <translation>El número de hilos vale a partir del próximo inicio.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>&amp;Tamaño del texto</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>Another language is used when Pysmith starts the next time.</source>
        <translation>Otro idioma vale a partir del próximo inicio.</translation>
    </message>
    <message>
        <source>Stop running code &amp;after</source>
        <translation>Detener el código t&amp;ras</translation>
    </message>
    <message>
        <source>&amp;Port of the web page</source>
        <translation>&amp;Puerto de la página web</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show the data folder</source>
        <translation>Mostrar la carpeta de datos</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Mover…</translation>
    </message>
    <message>
        <source>Move the data folder</source>
        <translation>Mover la carpeta de datos</translation>
    </message>
    <message>
        <source>&amp;Data folder</source>
        <translation>Carpeta de &amp;datos</translation>
    </message>
    <message>
        <source>Requests, favourites, your own recipes and models are kept there, and move along.</source>
        <translation>Allí se guardan las peticiones, las favoritas y tus propias recetas y modelos, y se mueven con ella.</translation>
    </message>
    <message>
        <source>This folder was chosen when Pysmith was started, so it cannot be moved from here.</source>
        <translation>Esta carpeta se eligió al iniciar Pysmith, así que no se puede mover desde aquí.</translation>
    </message>
    <message>
        <source>Choose a folder for the data</source>
        <translation>Elegir una carpeta para los datos</translation>
    </message>
</context>
<context>
    <name>SettingsStore</name>
    <message>
        <source>The settings could not be saved: {error}</source>
        <translation>No se pudieron guardar los ajustes: {error}</translation>
    </message>
</context>
<context>
    <name>SlotFields</name>
    <message>
        <source>{kind} in place of {value}</source>
        <translation>{kind} en lugar de {value}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Columna</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
</context>
<context>
    <name>TokenView</name>
    <message>
        <source>Tokens of the answer</source>
        <translation>Tokens de la respuesta</translation>
    </message>
    <message>
        <source>The arrow keys go from token to token.</source>
        <translation>Las flechas van de token en token.</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Move all data to {path}? Pysmith closes for a moment and opens again.</source>
        <translation>¿Mover todos los datos a {path}? Pysmith se cierra un momento y vuelve a abrirse.</translation>
    </message>
    <message>
        <source>Move the data folder</source>
        <translation>Mover la carpeta de datos</translation>
    </message>
    <message>
        <source>Python files (*.py *.pyw);;Text files (*.txt)</source>
        <translation>Archivos de Python (*.py *.pyw);;Archivos de texto (*.txt)</translation>
    </message>
    <message>
        <source>Ask together with a file</source>
        <translation>Preguntar junto con un archivo</translation>
    </message>
    <message>
        <source>Save a replay card</source>
        <translation>Guardar una tarjeta de repetición</translation>
    </message>
    <message>
        <source>Replay cards (*.json)</source>
        <translation>Tarjetas de repetición (*.json)</translation>
    </message>
    <message>
        <source>Open a replay card</source>
        <translation>Abrir una tarjeta de repetición</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation>No se puede leer {path}: {error}</translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json);;Python (*.py)</source>
        <translation>Markdown (*.md);;JSON (*.json);;Python (*.py)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>Exportar el historial</translation>
    </message>
    <message>
        <source>{path} could not be written: {error}</source>
        <translation>No se pudo escribir {path}: {error}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Guardado como {path}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show or hide Pysmith</source>
        <translation>Mostrar u ocultar Pysmith</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>WebPageDialog</name>
    <message>
        <source>Web page</source>
        <translation>Página web</translation>
    </message>
    <message>
        <source>The page offers Pysmith to your browser and to other programs, on this computer only.</source>
        <translation>La página ofrece Pysmith a tu navegador y a otros programas, solo en este ordenador.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Puerto</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>Dirección de la página</translation>
    </message>
    <message>
        <source>The page is off.</source>
        <translation>La página está apagada.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Abrir en el navegador</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Encender</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Say it in English, get Python that runs</source>
        <translation>Dilo en inglés y obtén Python que funciona</translation>
    </message>
    <message>
        <source>Describe what the code should do, or begin it yourself. All of this happens on your computer.</source>
        <translation>Describe en inglés qué debe hacer el código, o empiézalo tú. Todo ocurre en tu ordenador.</translation>
    </message>
</context>
<context>
    <name>_ContextChip</name>
    <message>
        <source>Remove the file</source>
        <translation>Quitar el archivo</translation>
    </message>
    <message>
        <source>Ask without this file</source>
        <translation>Preguntar sin este archivo</translation>
    </message>
    <message>
        <source>Together with {name}</source>
        <translation>Junto con {name}</translation>
    </message>
</context>
<context>
    <name>consent</name>
    <message>
        <source>Run code on this computer?</source>
        <translation>¿Ejecutar código en este ordenador?</translation>
    </message>
    <message>
        <source>Pysmith can run the code in this editor on your computer.</source>
        <translation>Pysmith puede ejecutar en tu ordenador el código de este editor.</translation>
    </message>
    <message>
        <source>It runs with your rights: it can read, change and delete your files and use the network. Read it before you run it.

You will not be asked again; the settings take it back. Nothing ever runs unless you press Run.</source>
        <translation>Se ejecuta con tus permisos: puede leer, cambiar y borrar tus archivos y usar la red. Léelo antes de ejecutarlo.

No se te volverá a preguntar; puedes revocarlo en los ajustes. Nada se ejecuta si no pulsas Ejecutar.</translation>
    </message>
    <message>
        <source>Allow running code</source>
        <translation>Permitir ejecutar código</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>From the cookbook, page “{0}”; its recipe is run and checked.</source>
        <translation>Del recetario, página «{0}»; su receta se ejecuta y se comprueba.</translation>
    </message>
    <message>
        <source>It begins with sample data: replace that by yours.</source>
        <translation>Empieza con datos de ejemplo: sustitúyelos por los tuyos.</translation>
    </message>
    <message>
        <source>Put together from parts that are checked one by one; the whole compiles, and nobody has run it.</source>
        <translation>Compuesta de partes comprobadas una a una; el conjunto compila, y nadie lo ha ejecutado.</translation>
    </message>
    <message>
        <source>The code compiles; nobody has run it.</source>
        <translation>El código compila; nadie lo ha ejecutado.</translation>
    </message>
    <message>
        <source>A chain of {0} steps</source>
        <translation>Una cadena de {0} pasos</translation>
    </message>
    <message>
        <source>A chain of one step</source>
        <translation>Una cadena de un paso</translation>
    </message>
    <message>
        <source>{0} cannot be a name in Python.</source>
        <translation>{0} no puede ser un nombre en Python.</translation>
    </message>
    <message>
        <source>{0} is not a list, tuple, set or dictionary of plain values.</source>
        <translation>{0} no es una lista, tupla, conjunto o diccionario de valores simples.</translation>
    </message>
    <message>
        <source>Something went wrong inside Pysmith. The log has the details.</source>
        <translation>Algo ha ido mal dentro de Pysmith. Los detalles están en el registro.</translation>
    </message>
    <message>
        <source>No model is installed that could be looked into.</source>
        <translation>No hay ningún modelo instalado al que mirar por dentro.</translation>
    </message>
    <message>
        <source>The web page could not be started. The log has the details.</source>
        <translation>No se pudo iniciar la página web. Los detalles están en el registro.</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>In the request</source>
        <translation>En la petición</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Preguntar</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Mayús+Intro</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Empezar una línea nueva</translation>
    </message>
    <message>
        <source>Earlier requests</source>
        <translation>Peticiones anteriores</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>Stop, or leave the editor</source>
        <translation>Detener, o salir del editor</translation>
    </message>
    <message>
        <source>In the scratch editor</source>
        <translation>En el editor de pruebas</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Plain English in, short Python that runs out. Offline.</source>
        <translation>Entra inglés sencillo, sale Python corto que funciona. Sin conexión.</translation>
    </message>
    <message>
        <source>MIT licence. The language model was trained from scratch; its card tells on what.</source>
        <translation>Licencia MIT. El modelo de lenguaje se entrenó desde cero; su ficha dice con qué.</translation>
    </message>
    <message>
        <source>It stands on</source>
        <translation>Se apoya en</translation>
    </message>
    <message>
        <source>About Pysmith</source>
        <translation>Acerca de Pysmith</translation>
    </message>
</context>
<context>
    <name>provenance</name>
    <message>
        <source>Recipe</source>
        <translation>Receta</translation>
    </message>
    <message>
        <source>Composed</source>
        <translation>Compuesta</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Sin respuesta</translation>
    </message>
    <message>
        <source>run and checked</source>
        <translation>ejecutada y comprobada</translation>
    </message>
    <message>
        <source>compiles, not run</source>
        <translation>compila, sin ejecutar</translation>
    </message>
    <message>
        <source>unfinished, not checked</source>
        <translation>inacabado, sin comprobar</translation>
    </message>
    <message>
        <source>From the cookbook: people wrote this recipe, and Pysmith&apos;s tests run it and check its result.
Your own values were filled in without running it again.</source>
        <translation>Del recetario: esta receta la escribieron personas, y las pruebas de Pysmith la ejecutan y comprueban su resultado.
Tus propios valores se pusieron sin volver a ejecutarla.</translation>
    </message>
    <message>
        <source>Put together from parts that are checked one by one.
The whole compiles, but nobody has run it: read it first.</source>
        <translation>Compuesta de partes comprobadas una a una.
El conjunto compila, pero nadie lo ha ejecutado: léelo primero.</translation>
    </message>
    <message>
        <source>The language model in this program wrote this.
It compiles, but nobody has run it: read it first.</source>
        <translation>Esto lo escribió el modelo de lenguaje de este programa.
Compila, pero nadie lo ha ejecutado: léelo primero.</translation>
    </message>
    <message>
        <source>The model was stopped or is still writing. This may not even compile.</source>
        <translation>El modelo se detuvo o aún está escribiendo. Puede que esto ni siquiera compile.</translation>
    </message>
    <message>
        <source>very sure</source>
        <translation>muy seguro</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>bastante seguro</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>inseguro</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>una conjetura</translation>
    </message>
    <message>
        <source>{words} ({percent}%)</source>
        <translation>{words} ({percent} %)</translation>
    </message>
</context>
</TS>
