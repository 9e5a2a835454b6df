/** The fields that are never undefined as they are, the others optional and without undefined. */
type Defined<T extends object> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * The fields whose value is not undefined, in the order given. Spread it where a property is optional: under
 * `exactOptionalPropertyTypes` a property may be left out but not be undefined, and JSON, YAML and a spread over
 * defaults tell the two apart as well. Null, zero and the empty string stay.
 */
export function defined<T extends object>(fields: T): Defined<T>;
export function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
