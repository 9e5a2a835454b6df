/** A list's control for its next page, where it says that there is none: a class such as `disabled` or `btn-disabled`. */
export const DISABLED_CLASS = /(?:^|[\s_-])disabled?(?=$|[\s_-])/i;
