/** One gauge with its series. */
export interface Family {
  name: string;
  help: string;
  samples: Sample[];
}

export interface Sample {
  labels: { [name: string]: string };
  value: number;
}

/** Longest label value, characters: names come from NATS. */
const MAX_LABEL = 128;

/** Gauges in the text format, version 0.0.4; a family without series is left out. */
export function renderFamilies(families: Family[]): string {
  const blocks = families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, samples }) => {
      const series = samples.map(({ labels, value }) => `${name}${renderLabels(labels)} ${value}`);
      return [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} gauge`, ...series].join("\n");
    });
  return blocks.length === 0 ? "" : `${blocks.join("\n")}\n`;
}

function renderLabels(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  const short = [...value.toWellFormed()].slice(0, MAX_LABEL).join("");
  return short
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll(/\r?\n|\r/g, "\\n");
}

function escapeHelp(help: string): string {
  return help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
