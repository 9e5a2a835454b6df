/** What the tests use of the reference validator of Data Packages, which has no types of its own. */
declare module 'datapackage' {
  interface Resource {
    readonly name: string;
    readonly tabular: boolean;
    read(options: { readonly relations: boolean }): Promise<readonly unknown[]>;
  }
  const datapackage: {
    validate(file: string): Promise<{ readonly valid: boolean; readonly errors: readonly Error[] }>;
    Package: { load(file: string): Promise<{ readonly resources: readonly Resource[] }> };
  };
  export default datapackage;
}
