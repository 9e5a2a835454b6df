/** What begins a label of a list: 一、 （一） 1. */
export const ORDINAL = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])/u;
