"""A developer's console, without a byte from elsewhere: text in, JSON out. Served in development only."""

PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>GraphQL 控制台</title>
<style>
body { font: 14px/1.5 system-ui; margin: 2rem; display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
textarea, pre { width: 100%; height: 70vh; font: 13px monospace; overflow: auto; border: 1px solid #999 }
textarea.small { height: 15vh }
</style>
<div><textarea id="query">{ viewer { username } }</textarea><textarea class="small" id="variables">{}</textarea>
<button id="run">执行</button></div><pre id="answer"></pre>
<script src="/graphiql.js"></script></html>
"""

SCRIPT = """
document.getElementById("run").onclick = async () => {
  const variables = JSON.parse(document.getElementById("variables").value || "{}");
  const body = JSON.stringify({ query: document.getElementById("query").value, variables });
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/graphql", { method: "POST", headers, body });
  document.getElementById("answer").textContent = JSON.stringify(await answer.json(), null, 2);
};
"""
