/** How the text that stands directly in an element looks to a reader of the page. */
export interface Sight {
  /**
   * False for text that is hidden, of no size, or of the colour of its ground. `doubtful` where the ground is that of a
   * style sheet which is not part of the page.
   */
  readonly seen: boolean | 'doubtful';
  readonly struck: boolean;
  readonly level: 'line' | 'raised' | 'lowered';
  readonly inherited: Inherited;
}

export interface Inherited {
  readonly visible: boolean;
  /** Height of the type in px. */
  readonly size: number;
  /** Of no size, so that nothing of it is seen. */
  readonly tiny: boolean;
  /** null if it cannot be told (a variable). */
  readonly color: Color | null;
  /** null if it cannot be told (an image). */
  readonly ground: Color | null;
  /** The ground is a default that a style sheet of another file may have changed. */
  readonly assumed: boolean;
}

/** [red, green, blue], 0 to 255; `clear` lets through whatever is behind it. */
export type Color = readonly [number, number, number] | 'clear';

/** Black on white, as a page is without any style. */
export const PLAIN_SIGHT: Sight = {
  seen: true,
  struck: false,
  level: 'line',
  inherited: {
    visible: true,
    size: 16,
    tiny: false,
    color: [0, 0, 0],
    ground: [255, 255, 255],
    assumed: false,
  },
};
