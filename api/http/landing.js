"use strict";
// The landing page's one action: a question goes to POST api/v1/ask, the answer comes back with the sentences it rests on.
const place = document.getElementById("answer");
const add = (kind, text) => place.appendChild(Object.assign(document.createElement(kind), { textContent: text }));

document.getElementById("curl").textContent =
  `curl ${new URL("api/v1/ask", location.href)} -H 'Content-Type: application/json' \\\n  -d '{"question": "2023年罚没款最多的是哪个局？"}'`;

document.getElementById("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  place.replaceChildren();
  add("p", "…");
  try {
    const question = document.getElementById("question").value;
    const headers = { "Content-Type": "application/json" };
    const response = await fetch("api/v1/ask", { method: "POST", headers, body: JSON.stringify({ question }) });
    const found = await response.json();
    place.replaceChildren();
    if (!response.ok) throw new Error(`${found.title}: ${found.detail ?? ""}`);
    add("p", found.answer);
    for (const cited of found.citations) {
      add("blockquote", cited.quote);
      add("small", `${cited.title ?? ""} ${cited.report_id} [${cited.span.join("–")}]`);
    }
  } catch (problem) {
    place.replaceChildren();
    add("p", `没有答成 / no answer: ${problem.message}`);
  }
});
