import { knownAnswer, textAnswer } from "#lib/output/answer.ts";
import { checkText } from "#lib/output/check.ts";
import { type ContextRoute, withContext } from "../with-context.ts";

export function GET(request: Request, route: ContextRoute): Promise<Response> {
  return withContext(route, ({ store }) =>
    knownAnswer(request, [], () => {
      const { status, text } = checkText(store.current());
      return textAnswer(text, status);
    }),
  );
}
