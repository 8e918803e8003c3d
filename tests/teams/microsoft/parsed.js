// A card on each line of standard input, through Microsoft's own parser: a line for each with what it complains of.
// It needs no page: what is seen of a card is another question (shown.js).
globalThis.self = globalThis;
const { AdaptiveCard, SerializationContext } = require("./node_modules/adaptivecards/dist/adaptivecards.min.js");

const complaints = (json) => {
  const card = new AdaptiveCard();
  const parsing = new SerializationContext();
  card.parse(json, parsing);
  const events = [...Array(parsing.eventCount).keys()].map((at) => parsing.getEventAt(at));
  return [...events, ...card.validateProperties().validationEvents].map((event) => event.message);
};

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(complaints(JSON.parse(line))) + "\n");
});
