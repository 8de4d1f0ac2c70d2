"""The read path for agents: an MCP server over `judian.search.service`.

`tools` are the functions that an agent may call, without any library; `server` offers them by the
official SDK (extra `mcp`), over standard input and output or over HTTP.
"""
