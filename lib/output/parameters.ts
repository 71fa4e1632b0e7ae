/** What is wrong with a parameter of a query. */
export interface ParameterFault {
  name: string;
  error: string;
}

/** Parameters that are not among these names, or are given more than once. */
export function parameterFaults(parameters: URLSearchParams, names: readonly string[]): ParameterFault[] {
  return [...new Set(parameters.keys())].flatMap((name) => {
    if (!names.includes(name)) {
      return [
        { name, error: names.length > 0 ? `is not one of ${names.join(", ")}` : "is unknown: none is known here" },
      ];
    }
    return parameters.getAll(name).length > 1 ? [{ name, error: "is given more than once" }] : [];
  });
}
