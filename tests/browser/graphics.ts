import type { Page } from "@playwright/test";

/** Something that is drawn to tell something, with its contrast to what lies around it. */
export interface Graphic {
  what: string;
  contrast: number;
}

/** Contrast (WCAG 2.2) of all signs, bands, marks and borders on the page, as they are styled there. */
export function graphicsOf(page: Page): Promise<Graphic[]> {
  return page.evaluate(measure);
}

/** The same of the ring around each element that the keyboard reaches. */
export async function ringsOf(page: Page): Promise<Graphic[]> {
  const found = new Map<string, Graphic>();
  for (;;) {
    await page.keyboard.press("Tab");
    const ring = (await page.evaluate(measure)).find(({ what }) => what.startsWith("ring "));
    if (!ring || found.has(ring.what)) return [...found.values()];
    found.set(ring.what, ring);
  }
}

/** Runs in the page. */
function measure(): Graphic[] {
  type Color = [red: number, green: number, blue: number, alpha: number];
  const BORDERED =
    "input:not([type=checkbox]), select, .kbd, dialog, .wall-button, .wall-tick, .wall-notice, .chart-void";
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function colorOf(text: string): Color {
    if (!canvas) throw new Error("no canvas");
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
  function over([red, green, blue, alpha]: Color, ground: Color, opacity = 1): Color {
    const share = alpha * opacity;
    const mix = (a: number, b: number) => a * share + b * (1 - share);
    return [mix(red, ground[0]), mix(green, ground[1]), mix(blue, ground[2]), 1];
  }
  /** What is painted behind an element, or behind what it holds. */
  function groundOf(element: Element | null): Color {
    if (!element) return [255, 255, 255, 1];
    return over(colorOf(getComputedStyle(element).backgroundColor), groundOf(element.parentElement));
  }
  function luminance(color: Color): number {
    const [red = 0, green = 0, blue = 0] = color.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  /** The matrix of `grayscale(1)`. */
  function grey([red, green, blue]: Color): Color {
    const value = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return [value, value, value, 1];
  }
  function contrast(element: Element, a: Color, b: Color): number {
    const isGrey = element.closest(".stale") !== null;
    const [first, second] = [a, b].map((color) => luminance(isGrey ? grey(color) : color));
    const [low = 0, high = 0] = [first ?? 0, second ?? 0].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  }
  function isSeen(element: Element): boolean {
    return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  }
  function nameOf(element: Element): string {
    const near = element.closest("[data-testid]")?.getAttribute("data-testid") ?? "";
    return `${near} ${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} ${element.textContent?.trim().slice(0, 24) ?? ""}`;
  }

  /** The better of fill and stroke; what has the colour of its ground is a gap, not a graphic. */
  function shapeContrasts(shapes: Element[]): number[] {
    return shapes.flatMap((shape) => {
      const ground = groundOf(shape);
      const style = getComputedStyle(shape);
      const paints: [paint: string, opacity: string][] = [
        [style.fill, style.fillOpacity],
        [style.stroke, style.strokeOpacity],
      ];
      const seen = paints
        .filter(([paint]) => paint !== "none")
        .map(([paint, opacity]) => over(colorOf(paint), ground, Number(opacity) * Number(style.opacity)))
        .filter((color) => color.some((value, index) => Math.abs(value - (ground[index] ?? 0)) > 1));
      return seen.length === 0 ? [] : [Math.max(...seen.map((color) => contrast(shape, color, ground)))];
    });
  }
  function shapesIn(element: Element): Element[] {
    return [...element.querySelectorAll("path, circle, rect, line")].filter((shape) => !shape.closest("defs"));
  }

  const signs = [...document.querySelectorAll("svg:not(.recharts-surface)")]
    .filter((svg) => isSeen(svg) && shapesIn(svg).length > 0)
    .map((svg) => {
      const contrasts = shapeContrasts(shapesIn(svg));
      return {
        what: `sign ${nameOf(svg.parentElement ?? svg)}`,
        // All of its parts count; where all have the colour of the ground there is none.
        contrast: contrasts.length === 0 ? 1 : Math.min(...contrasts),
      };
    });
  const bands = [...document.querySelectorAll(".recharts-area")].map((band) => ({
    what: `band ${nameOf(band)}`,
    // A hollow band is told by its edge.
    contrast: Math.max(0, ...shapeContrasts(shapesIn(band))),
  }));
  const lines = [...document.querySelectorAll(".marker line, .pointed line, .recharts-cartesian-axis-line")].map(
    (line) => ({
      what: `line ${nameOf(line)}`,
      contrast: Math.max(0, ...shapeContrasts([line])),
    }),
  );
  const borders = [...document.querySelectorAll(BORDERED)].filter(isSeen).flatMap((element) =>
    [null, "::before", "::after"].flatMap((part) => {
      const style = getComputedStyle(element, part);
      if (part !== null && style.content === "none") return [];
      const ground = groundOf(part === null ? element.parentElement : element);
      return (["top", "bottom", "left"] as const).flatMap((side) => {
        if (Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) === 0) return [];
        const color = over(colorOf(style.getPropertyValue(`border-${side}-color`)), ground);
        return [
          { what: `border ${nameOf(element)} ${part ?? ""} ${side}`, contrast: contrast(element, color, ground) },
        ];
      });
    }),
  );
  const active = document.activeElement;
  const rings =
    active && active !== document.body && active.matches(":focus-visible")
      ? [active].map((element) => {
          const ground = groundOf(element.parentElement);
          const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(element);
          const isDrawn = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
          const color = over(colorOf(outlineColor), ground);
          const place = [...document.querySelectorAll("*")].indexOf(element);
          return { what: `ring ${place} ${nameOf(element)}`, contrast: isDrawn ? contrast(element, color, ground) : 0 };
        })
      : [];
  return [...signs, ...bands, ...lines, ...borders, ...rings];
}
