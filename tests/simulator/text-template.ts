/** Writes a JSON document fast: what was `"§name§"` in the shape becomes the JSON text given for that name. */
export function textTemplate<Name extends string>(shape: object): (values: Record<Name, string>) => string {
  const parts = JSON.stringify(shape).split(/"§(\w+)§"/);
  return (values) => {
    let text = parts[0] ?? "";
    for (let index = 1; index < parts.length; index += 2) {
      text += values[parts[index] as Name] + (parts[index + 1] ?? "");
    }
    return text;
  };
}
