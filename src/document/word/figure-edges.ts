/** Does a text begin or end with a figure, so that another figure beside it would become part of one number? */

export const startsWithFigure = (text: string): boolean => /^[\d０-９]/.test(text);

export const endsWithFigure = (text: string): boolean => /^[\d０-９]$/.test(text.slice(-1));
