<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New request</source>
        <translation>新建请求(&amp;N)</translation>
    </message>
    <message>
        <source>Empty the window for another request</source>
        <translation>清空窗口，开始新的请求</translation>
    </message>
    <message>
        <source>&amp;Open a file as context…</source>
        <translation>打开文件作为上下文(&amp;O)…</translation>
    </message>
    <message>
        <source>Ask together with code that you already have</source>
        <translation>连同已有的代码一起提问</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the code as a .py file</source>
        <translation>将代码保存为 .py 文件</translation>
    </message>
    <message>
        <source>Export as &amp;VS Code snippet…</source>
        <translation>导出为 VS Code 代码片段(&amp;V)…</translation>
    </message>
    <message>
        <source>Save the code as a snippet for Visual Studio Code</source>
        <translation>将代码保存为 Visual Studio Code 代码片段</translation>
    </message>
    <message>
        <source>Save &amp;replay card…</source>
        <translation>保存重现卡(&amp;R)…</translation>
    </message>
    <message>
        <source>Save the request with all its parameters, to get the same answer again</source>
        <translation>保存请求及其全部参数，以便再次得到相同的答案</translation>
    </message>
    <message>
        <source>Open r&amp;eplay card…</source>
        <translation>打开重现卡(&amp;E)…</translation>
    </message>
    <message>
        <source>Ask again exactly what a replay card holds</source>
        <translation>完全按照重现卡的内容再次提问</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close Pysmith</source>
        <translation>关闭 Pysmith</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>生成(&amp;G)</translation>
    </message>
    <message>
        <source>Answer the request (Enter)</source>
        <translation>回答请求（回车）</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop writing (Esc)</source>
        <translation>停止编写（Esc）</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>再来一次(&amp;A)</translation>
    </message>
    <message>
        <source>Let the model write another answer, with a new seed</source>
        <translation>让模型用新的种子再写一个答案</translation>
    </message>
    <message>
        <source>&amp;Previous alternative</source>
        <translation>上一个备选(&amp;P)</translation>
    </message>
    <message>
        <source>Show the previous alternative</source>
        <translation>显示上一个备选</translation>
    </message>
    <message>
        <source>Ne&amp;xt alternative</source>
        <translation>下一个备选(&amp;X)</translation>
    </message>
    <message>
        <source>Show the next alternative</source>
        <translation>显示下一个备选</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Copy &amp;without comments</source>
        <translation>复制（不含注释）(&amp;W)</translation>
    </message>
    <message>
        <source>Copy the code without its comments</source>
        <translation>复制不含注释的代码</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>复制为 Markdown(&amp;M)</translation>
    </message>
    <message>
        <source>Copy the code as a fenced block with its title</source>
        <translation>将代码连同标题复制为 Markdown 代码块</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>收藏(&amp;F)</translation>
    </message>
    <message>
        <source>Keep this answer among the favourites</source>
        <translation>将此答案加入收藏</translation>
    </message>
    <message>
        <source>&amp;Edit and run…</source>
        <translation>编辑并运行(&amp;E)…</translation>
    </message>
    <message>
        <source>Open the code in the scratch editor, where you can change and run it</source>
        <translation>在草稿编辑器中打开代码，可在其中修改和运行</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>历史记录(&amp;H)</translation>
    </message>
    <message>
        <source>Show what you asked before</source>
        <translation>显示以前的提问</translation>
    </message>
    <message>
        <source>&amp;Search the history</source>
        <translation>搜索历史记录(&amp;S)</translation>
    </message>
    <message>
        <source>Find an earlier request or its code</source>
        <translation>查找以前的请求或其代码</translation>
    </message>
    <message>
        <source>&amp;Inside the model</source>
        <translation>模型内部(&amp;I)</translation>
    </message>
    <message>
        <source>Show how likely the model found each piece of the answer, and what it looked at</source>
        <translation>显示模型认为答案每一片段的可能性，以及它关注了什么</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>跟随系统(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>放大文字(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>缩小文字(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>正常文字大小(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>Change how Pysmith answers and looks</source>
        <translation>更改 Pysmith 的回答方式和外观</translation>
    </message>
    <message>
        <source>&amp;Web page…</source>
        <translation>网页(&amp;W)…</translation>
    </message>
    <message>
        <source>Offer Pysmith to your browser, on this computer only</source>
        <translation>在浏览器中使用 Pysmith，仅限本机</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>Show the &amp;log file</source>
        <translation>显示日志文件(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About Pysmith</source>
        <translation>关于 Pysmith(&amp;A)</translation>
    </message>
    <message>
        <source>Go to the &amp;request</source>
        <translation>转到请求(&amp;R)</translation>
    </message>
    <message>
        <source>Put the cursor into the request</source>
        <translation>将光标移到请求框</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>答案(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>AnswerPanel</name>
    <message>
        <source>Code of the answer</source>
        <translation>答案的代码</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>第 {number} 个，共 {total} 个</translation>
    </message>
    <message>
        <source>Source: {name}</source>
        <translation>来源：{name}</translation>
    </message>
    <message>
        <source>It needs a library that Python does not bring along:  {command}</source>
        <translation>需要 Python 未自带的库：  {command}</translation>
    </message>
</context>
<context>
    <name>AnswerUses</name>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Copied without comments.</source>
        <translation>已复制，不含注释。</translation>
    </message>
    <message>
        <source>Copied as Markdown.</source>
        <translation>已复制为 Markdown。</translation>
    </message>
    <message>
        <source>Save the code</source>
        <translation>保存代码</translation>
    </message>
    <message>
        <source>Python files (*.py)</source>
        <translation>Python 文件 (*.py)</translation>
    </message>
    <message>
        <source>Export a snippet</source>
        <translation>导出代码片段</translation>
    </message>
    <message>
        <source>VS Code snippets (*.code-snippets)</source>
        <translation>VS Code 代码片段 (*.code-snippets)</translation>
    </message>
    <message>
        <source>{path} could not be written: {error}</source>
        <translation>无法写入 {path}：{error}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>Picture of the attention</source>
        <translation>注意力图</translation>
    </message>
    <message>
        <source>The arrow keys go from square to square.</source>
        <translation>用方向键在方格间移动。</translation>
    </message>
    <message>
        <source>request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答案</translation>
    </message>
</context>
<context>
    <name>ChoicesView</name>
    <message>
        <source>What could have come here: </source>
        <translation>这里可能出现的内容：</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Type first what the code should do.</source>
        <translation>请先输入代码要做什么。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The model wrote nothing new that holds.</source>
        <translation>模型没有写出新的可用内容。</translation>
    </message>
    <message>
        <source>Found while you type. Press Enter to ask the model as well.</source>
        <translation>输入时已找到。按回车键也询问模型。</translation>
    </message>
    <message>
        <source>The recipes are being prepared…</source>
        <translation>正在准备配方…</translation>
    </message>
    <message>
        <source>Waiting for the model, which is still loading…</source>
        <translation>正在等待模型加载…</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>思考中…</translation>
    </message>
    <message numerus="yes">
        <source>The model looks for something better… %n tokens</source>
        <translation>
            <numerusform>模型正在寻找更好的答案… %n 个词元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Writing… %n tokens</source>
        <translation>
            <numerusform>编写中… %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer.</source>
        <translation>没有答案。</translation>
    </message>
    <message>
        <source>Answered in {time} ms.</source>
        <translation>用时 {time} 毫秒。</translation>
    </message>
    <message>
        <source>Answered in {time} s.</source>
        <translation>用时 {time} 秒。</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Pysmith hit an error of its own. You can go on; if it comes again, start anew.</source>
        <translation>Pysmith 自身出现错误。您可以继续使用；若再次出现，请重新启动。</translation>
    </message>
    <message>
        <source>This report helps to mend it. It holds nothing that you wrote.</source>
        <translation>此报告有助于修复问题，其中不含您输入的任何内容。</translation>
    </message>
    <message>
        <source>Error report</source>
        <translation>错误报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Loading…</source>
        <translation>加载中…</translation>
    </message>
    <message>
        <source>The recipes are being prepared…</source>
        <translation>正在准备配方…</translation>
    </message>
    <message>
        <source>Recipes are ready, the model is still loading.</source>
        <translation>配方已就绪，模型仍在加载。</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
    <message>
        <source>Recipes are ready. No model is installed.</source>
        <translation>配方已就绪。未安装模型。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Recipes are ready.</source>
        <translation>配方已就绪。</translation>
    </message>
    <message>
        <source>The data is in {path} now.</source>
        <translation>数据现在位于 {path}。</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>favourite</source>
        <translation>收藏</translation>
    </message>
</context>
<context>
    <name>HintPage</name>
    <message>
        <source>No recipe fits so far. Press Enter to ask the model as well.</source>
        <translation>目前没有合适的配方。按回车键也询问模型。</translation>
    </message>
</context>
<context>
    <name>HistoryKeeper</name>
    <message>
        <source>Forget everything you asked, except the favourites? This cannot be undone.</source>
        <translation>忘记除收藏外的所有提问？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Forget the history</source>
        <translation>清除历史记录</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Search what you asked</source>
        <translation>搜索您的提问</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史记录</translation>
    </message>
    <message>
        <source>Show only the favourites</source>
        <translation>仅显示收藏</translation>
    </message>
    <message>
        <source>Earlier requests</source>
        <translation>以前的请求</translation>
    </message>
    <message>
        <source>More about the history</source>
        <translation>更多历史记录选项</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Forget all but the favourites…</source>
        <translation>清除收藏以外的全部…</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>未找到任何内容。</translation>
    </message>
    <message>
        <source>What you ask will be kept here, on this computer.</source>
        <translation>您的提问将保存在这里，仅在本机。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>No longer a favourite</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Keep as a favourite</source>
        <translation>加入收藏</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
</context>
<context>
    <name>Inside</name>
    <message>
        <source>The model is writing…</source>
        <translation>模型正在编写…</translation>
    </message>
    <message>
        <source>Ask something, and you see here how the model arrives at its answer.</source>
        <translation>提出请求后，您可以在这里看到模型如何得出答案。</translation>
    </message>
    <message>
        <source>The model is still loading…</source>
        <translation>模型仍在加载…</translation>
    </message>
</context>
<context>
    <name>InsidePanel</name>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Ask something, and you see here how the model arrives at its answer.</source>
        <translation>提出请求后，您可以在这里看到模型如何得出答案。</translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation> / {count}</translation>
    </message>
    <message>
        <source>The model wrote this piece by piece; such a piece is a token. The colours tell how likely it found each of them. Point at one to see what else could have come.</source>
        <translation>模型是一段一段写出这些内容的；每一段称为一个词元。颜色表示模型认为它有多大可能。指向某个词元，可查看还可能出现什么。</translation>
    </message>
    <message>
        <source>No model wrote this: it comes from the cookbook. The colours tell how likely the model would have found each piece, a token, if it had been writing. Point at one to see what else could have come.</source>
        <translation>这不是模型写的，而是来自配方集。颜色表示如果由模型来写，它认为每一段（词元）有多大可能。指向某个词元，可查看还可能出现什么。</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} likely on average</source>
        <translation>平均可能性 {percent}</translation>
    </message>
    <message>
        <source>written at {speed} tokens a second</source>
        <translation>每秒写出 {speed} 个词元</translation>
    </message>
    <message>
        <source>To write a token, the model looks back at all before it. Each row is a token written, each column one looked at; the stronger the colour, the more it counted. Every head looks for something of its own.</source>
        <translation>写一个词元时，模型会回看它之前的所有词元。每一行是写出的词元，每一列是被回看的词元；颜色越深，影响越大。每个注意力头寻找各自不同的东西。</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>层(&amp;Y)</translation>
    </message>
    <message>
        <source>Hea&amp;d</source>
        <translation>头(&amp;D)</translation>
    </message>
    <message>
        <source>Inside the model</source>
        <translation>模型内部</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>关闭面板</translation>
    </message>
    <message>
        <source>Token {number}, “{text}”, was {percent} likely. The likeliest were:</source>
        <translation>第 {number} 个词元“{text}”的可能性为 {percent}。最可能的是：</translation>
    </message>
    <message>
        <source>The answer is long; its attention is shown for the beginning only.</source>
        <translation>答案较长，仅显示开头部分的注意力。</translation>
    </message>
    <message>
        <source>Writing “{written}”, this head took {percent} from “{seen}”.</source>
        <translation>写“{written}”时，此注意力头从“{seen}”取了 {percent}。</translation>
    </message>
</context>
<context>
    <name>LengthSlider</name>
    <message>
        <source>&amp;Length</source>
        <translation>长度(&amp;L)</translation>
    </message>
    <message>
        <source>The most code the model may write. A short limit is answered faster.
A recipe from the cookbook is always shown whole.</source>
        <translation>模型最多可写的代码量。限制越短，回答越快。
配方集中的配方总是完整显示。</translation>
    </message>
    <message>
        <source>Length of the answer</source>
        <translation>答案长度</translation>
    </message>
    <message numerus="yes">
        <source>short, up to %n lines</source>
        <translation>
            <numerusform>短，最多 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>medium, up to %n lines</source>
        <translation>
            <numerusform>中等，最多 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>long, up to %n lines</source>
        <translation>
            <numerusform>长，最多 %n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The language model in use</source>
        <translation>当前使用的语言模型</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
    <message>
        <source>The model&apos;s card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Reading the models…</source>
        <translation>正在读取模型…</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认模型</translation>
    </message>
    <message>
        <source>Use the model that Pysmith brings along for this</source>
        <translation>使用 Pysmith 自带的默认模型</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{name} (damaged)</source>
        <translation>{name}（已损坏）</translation>
    </message>
    <message>
        <source>{name} (in use)</source>
        <translation>{name}（使用中）</translation>
    </message>
    <message>
        <source>No model is installed. Recipes work without one.</source>
        <translation>未安装模型。没有模型时配方仍可使用。</translation>
    </message>
    <message>
        <source>This model cannot be used: {problem}</source>
        <translation>此模型无法使用：{problem}</translation>
    </message>
    <message>
        <source>{parameters} million parameters · {context} tokens of context · {size} MB</source>
        <translation>{parameters} 百万参数 · {context} 词元上下文 · {size} MB</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Loading {name}…</source>
        <translation>正在加载 {name}…</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Remove the model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation>移除模型 {name}？</translation>
    </message>
</context>
<context>
    <name>NonePage</name>
    <message>
        <source>I don&apos;t know this one</source>
        <translation>这个我不会</translation>
    </message>
    <message>
        <source>No recipe fits, and the model is not sure enough of anything it wrote to show it.</source>
        <translation>没有合适的配方，模型对自己写的内容也不够有把握，因此不予显示。</translation>
    </message>
    <message>
        <source>The nearest things I do know:</source>
        <translation>我会的最接近的内容：</translation>
    </message>
    <message>
        <source>Let the model try on its own</source>
        <translation>让模型自己试试</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message>
        <source>The card was made with another version of the model {name}; the answer may differ.</source>
        <translation>此卡由模型 {name} 的另一版本生成，答案可能不同。</translation>
    </message>
    <message>
        <source>The text was too long; its end was left out.</source>
        <translation>文本过长，末尾部分已省略。</translation>
    </message>
    <message>
        <source>Answer: </source>
        <translation>答案：</translation>
    </message>
    <message>
        <source>Kept as a favourite.</source>
        <translation>已加入收藏。</translation>
    </message>
    <message>
        <source>No longer a favourite.</source>
        <translation>已取消收藏。</translation>
    </message>
</context>
<context>
    <name>PromptPanel</name>
    <message>
        <source>Your request</source>
        <translation>您的请求</translation>
    </message>
    <message>
        <source>Enter asks, Shift+Enter begins a new line.</source>
        <translation>回车提问，Shift+回车换行。</translation>
    </message>
    <message>
        <source>What should the code do?</source>
        <translation>代码要做什么？</translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Stopped: it printed more than can be shown.</source>
        <translation>已停止：输出超过可显示的范围。</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n seconds, the time limit.</source>
        <translation>
            <numerusform>已在 %n 秒时限后停止。</numerusform>
        </translation>
    </message>
    <message>
        <source>Python could not be started: {error}</source>
        <translation>无法启动 Python：{error}</translation>
    </message>
    <message>
        <source>Ended with exit code {code}.</source>
        <translation>已结束，退出代码 {code}。</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>已完成。</translation>
    </message>
</context>
<context>
    <name>ScratchWindow</name>
    <message>
        <source>Scratch editor</source>
        <translation>草稿编辑器</translation>
    </message>
    <message>
        <source>Code to change and run</source>
        <translation>可修改和运行的代码</translation>
    </message>
    <message>
        <source>Output of the program</source>
        <translation>程序输出</translation>
    </message>
    <message>
        <source>What the program prints appears here.</source>
        <translation>程序的输出将显示在这里。</translation>
    </message>
    <message>
        <source>Input for the program; Enter sends the line</source>
        <translation>程序的输入；按回车发送一行</translation>
    </message>
    <message>
        <source>Input for the program</source>
        <translation>程序的输入</translation>
    </message>
    <message>
        <source>End of input</source>
        <translation>输入结束</translation>
    </message>
    <message>
        <source>Tell the program that no more input comes</source>
        <translation>告诉程序不再有输入</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run the code (F5)</source>
        <translation>运行代码（F5）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the program (Esc)</source>
        <translation>停止程序（Esc）</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Open the folder that the program runs in</source>
        <translation>打开程序运行所在的文件夹</translation>
    </message>
    <message>
        <source>The program runs in {folder}</source>
        <translation>程序运行于 {folder}</translation>
    </message>
    <message>
        <source>The code could not be written: {error}</source>
        <translation>无法写入代码：{error}</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>运行中…</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Data and running</source>
        <translation>数据与运行</translation>
    </message>
    <message>
        <source>Always use the same seed</source>
        <translation>始终使用相同的种子</translation>
    </message>
    <message>
        <source>Show fitting recipes while I type</source>
        <translation>输入时显示合适的配方</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source>Keep what I ask, on this computer</source>
        <translation>在本机保存我的提问</translation>
    </message>
    <message>
        <source>Allow the scratch editor to run code</source>
        <translation>允许草稿编辑器运行代码</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>All that are useful</source>
        <translation>按需自动</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>关闭窗口后保留在托盘中</translation>
    </message>
    <message>
        <source>&amp;Alternatives tried by the model</source>
        <translation>模型尝试的备选数(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>温度(&amp;T)</translation>
    </message>
    <message>
        <source>0 writes what is most likely, higher values are more varied and more often wrong.</source>
        <translation>0 写出最可能的内容；值越大越多样，也越容易出错。</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>种子(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Processor threads</source>
        <translation>处理器线程(&amp;P)</translation>
    </message>
    <message>
        <source>Threads are counted anew when Pysmith starts the next time.</source>
        <translation>线程数将在 Pysmith 下次启动时生效。</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>文字大小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Another language is used when Pysmith starts the next time.</source>
        <translation>语言更改将在 Pysmith 下次启动时生效。</translation>
    </message>
    <message>
        <source>Stop running code &amp;after</source>
        <translation>停止运行代码的时限(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Port of the web page</source>
        <translation>网页端口(&amp;P)</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show the data folder</source>
        <translation>显示数据文件夹</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>Move the data folder</source>
        <translation>移动数据文件夹</translation>
    </message>
    <message>
        <source>&amp;Data folder</source>
        <translation>数据文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>Requests, favourites, your own recipes and models are kept there, and move along.</source>
        <translation>请求、收藏、您自己的配方和模型都保存在那里，并会一同移动。</translation>
    </message>
    <message>
        <source>This folder was chosen when Pysmith was started, so it cannot be moved from here.</source>
        <translation>此文件夹是在启动 Pysmith 时指定的，无法在此移动。</translation>
    </message>
    <message>
        <source>Choose a folder for the data</source>
        <translation>选择数据文件夹</translation>
    </message>
</context>
<context>
    <name>SettingsStore</name>
    <message>
        <source>The settings could not be saved: {error}</source>
        <translation>无法保存设置：{error}</translation>
    </message>
</context>
<context>
    <name>SlotFields</name>
    <message>
        <source>{kind} in place of {value}</source>
        <translation>{kind}，替换 {value}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>TokenView</name>
    <message>
        <source>Tokens of the answer</source>
        <translation>答案的词元</translation>
    </message>
    <message>
        <source>The arrow keys go from token to token.</source>
        <translation>用方向键在词元间移动。</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Move all data to {path}? Pysmith closes for a moment and opens again.</source>
        <translation>将所有数据移动到 {path}？Pysmith 会短暂关闭，然后重新打开。</translation>
    </message>
    <message>
        <source>Move the data folder</source>
        <translation>移动数据文件夹</translation>
    </message>
    <message>
        <source>Python files (*.py *.pyw);;Text files (*.txt)</source>
        <translation>Python 文件 (*.py *.pyw);;文本文件 (*.txt)</translation>
    </message>
    <message>
        <source>Ask together with a file</source>
        <translation>连同文件一起提问</translation>
    </message>
    <message>
        <source>Save a replay card</source>
        <translation>保存重现卡</translation>
    </message>
    <message>
        <source>Replay cards (*.json)</source>
        <translation>重现卡 (*.json)</translation>
    </message>
    <message>
        <source>Open a replay card</source>
        <translation>打开重现卡</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}</source>
        <translation>无法读取 {path}：{error}</translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json);;Python (*.py)</source>
        <translation>Markdown (*.md);;JSON (*.json);;Python (*.py)</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>导出历史记录</translation>
    </message>
    <message>
        <source>{path} could not be written: {error}</source>
        <translation>无法写入 {path}：{error}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show or hide Pysmith</source>
        <translation>显示或隐藏 Pysmith</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>WebPageDialog</name>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>The page offers Pysmith to your browser and to other programs, on this computer only.</source>
        <translation>此网页让浏览器和其他程序使用 Pysmith，仅限本机。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>端口(&amp;P)</translation>
    </message>
    <message>
        <source>Address of the page</source>
        <translation>网页地址</translation>
    </message>
    <message>
        <source>The page is off.</source>
        <translation>网页已关闭。</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Say it in English, get Python that runs</source>
        <translation>用英语描述，得到可运行的 Python</translation>
    </message>
    <message>
        <source>Describe what the code should do, or begin it yourself. All of this happens on your computer.</source>
        <translation>用英语描述代码要做什么，或自己写个开头。一切都在您的电脑上完成。</translation>
    </message>
</context>
<context>
    <name>_ContextChip</name>
    <message>
        <source>Remove the file</source>
        <translation>移除文件</translation>
    </message>
    <message>
        <source>Ask without this file</source>
        <translation>不带此文件提问</translation>
    </message>
    <message>
        <source>Together with {name}</source>
        <translation>连同 {name}</translation>
    </message>
</context>
<context>
    <name>consent</name>
    <message>
        <source>Run code on this computer?</source>
        <translation>在本机运行代码？</translation>
    </message>
    <message>
        <source>Pysmith can run the code in this editor on your computer.</source>
        <translation>Pysmith 可以在您的电脑上运行此编辑器中的代码。</translation>
    </message>
    <message>
        <source>It runs with your rights: it can read, change and delete your files and use the network. Read it before you run it.

You will not be asked again; the settings take it back. Nothing ever runs unless you press Run.</source>
        <translation>代码以您的权限运行：它可以读取、修改和删除您的文件，并使用网络。运行前请先阅读。

以后不会再次询问；可在设置中撤销。除非您按下“运行”，否则不会运行任何内容。</translation>
    </message>
    <message>
        <source>Allow running code</source>
        <translation>允许运行代码</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>From the cookbook, page “{0}”; its recipe is run and checked.</source>
        <translation>来自配方集“{0}”页；其配方已运行并检查。</translation>
    </message>
    <message>
        <source>It begins with sample data: replace that by yours.</source>
        <translation>开头是示例数据：请替换成您自己的。</translation>
    </message>
    <message>
        <source>Put together from parts that are checked one by one; the whole compiles, and nobody has run it.</source>
        <translation>由逐一检查过的部分组合而成；整体可编译，没有人运行过。</translation>
    </message>
    <message>
        <source>The code compiles; nobody has run it.</source>
        <translation>代码可编译；没有人运行过。</translation>
    </message>
    <message>
        <source>A chain of {0} steps</source>
        <translation>由 {0} 个步骤组成</translation>
    </message>
    <message>
        <source>A chain of one step</source>
        <translation>由一个步骤组成</translation>
    </message>
    <message>
        <source>{0} cannot be a name in Python.</source>
        <translation>{0} 不能作为 Python 的名称。</translation>
    </message>
    <message>
        <source>{0} is not a list, tuple, set or dictionary of plain values.</source>
        <translation>{0} 不是由简单值组成的列表、元组、集合或字典。</translation>
    </message>
    <message>
        <source>Something went wrong inside Pysmith. The log has the details.</source>
        <translation>Pysmith 内部出错。详情见日志。</translation>
    </message>
    <message>
        <source>No model is installed that could be looked into.</source>
        <translation>未安装可供查看的模型。</translation>
    </message>
    <message>
        <source>The web page could not be started. The log has the details.</source>
        <translation>无法启动网页。详情见日志。</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>In the request</source>
        <translation>在请求框中</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Shift+回车</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Earlier requests</source>
        <translation>以前的请求</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stop, or leave the editor</source>
        <translation>停止，或离开编辑器</translation>
    </message>
    <message>
        <source>In the scratch editor</source>
        <translation>在草稿编辑器中</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Plain English in, short Python that runs out. Offline.</source>
        <translation>输入简单的英语，得到可运行的简短 Python。离线使用。</translation>
    </message>
    <message>
        <source>MIT licence. The language model was trained from scratch; its card tells on what.</source>
        <translation>MIT 许可证。语言模型从零开始训练；训练数据见其模型卡。</translation>
    </message>
    <message>
        <source>It stands on</source>
        <translation>它基于</translation>
    </message>
    <message>
        <source>About Pysmith</source>
        <translation>关于 Pysmith</translation>
    </message>
</context>
<context>
    <name>provenance</name>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Composed</source>
        <translation>组合</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>run and checked</source>
        <translation>已运行并检查</translation>
    </message>
    <message>
        <source>compiles, not run</source>
        <translation>可编译，未运行</translation>
    </message>
    <message>
        <source>unfinished, not checked</source>
        <translation>未完成，未检查</translation>
    </message>
    <message>
        <source>From the cookbook: people wrote this recipe, and Pysmith&apos;s tests run it and check its result.
Your own values were filled in without running it again.</source>
        <translation>来自配方集：此配方由人编写，Pysmith 的测试会运行它并检查结果。
填入您的值后没有再次运行。</translation>
    </message>
    <message>
        <source>Put together from parts that are checked one by one.
The whole compiles, but nobody has run it: read it first.</source>
        <translation>由逐一检查过的部分组合而成。
整体可编译，但没有人运行过：请先阅读。</translation>
    </message>
    <message>
        <source>The language model in this program wrote this.
It compiles, but nobody has run it: read it first.</source>
        <translation>由本程序的语言模型编写。
可编译，但没有人运行过：请先阅读。</translation>
    </message>
    <message>
        <source>The model was stopped or is still writing. This may not even compile.</source>
        <translation>模型已停止或仍在编写。这些内容可能无法编译。</translation>
    </message>
    <message>
        <source>very sure</source>
        <translation>非常确定</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>比较确定</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>猜测</translation>
    </message>
    <message>
        <source>{words} ({percent}%)</source>
        <translation>{words}（{percent}%）</translation>
    </message>
</context>
</TS>
