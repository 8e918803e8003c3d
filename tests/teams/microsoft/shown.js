// Parse cards with Microsoft's own parser, render them, and say what was wrong and what somebody then sees.
// Markdown is read wherever Microsoft's renderer would read it, links that are only typed included.
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = window.markdownit({ linkify: true }).render(text);
  result.didProcess = true;
};

window.shown = (cards) => cards.map((json) => {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig({ actions: { maxActions: 6 }, inputs: { label: { requiredInputs: { suffix: "" } } } });
  const parsing = new AdaptiveCards.SerializationContext();
  card.parse(json, parsing);
  const problems = [...Array(parsing.eventCount).keys()].map((at) => parsing.getEventAt(at).message);
  problems.push(...card.validateProperties().validationEvents.map((event) => event.message));
  const seen = card.render();
  document.body.replaceChildren(seen);
  return {
    problems,
    text: seen.innerText.replaceAll("\u00a0", " "),
    dressed: [...seen.querySelectorAll("strong, em, del, img, code, h1, h2, h3, h4, h5, h6, li, hr, blockquote")].map((one) => one.outerHTML),
    links: [...seen.querySelectorAll("a")].map((one) => one.innerText),
    options: [...seen.querySelectorAll("option")].map((one) => one.label),
    headings: [...seen.querySelectorAll('[role="heading"]')].map((one) => one.innerText),
    labelled: [...seen.querySelectorAll("input, textarea, select")].filter((one) => one.labels?.length || one.ariaLabel || one.getAttribute("aria-labelledby")).length,
    inputs: seen.querySelectorAll("input, textarea, select").length,
  };
});
