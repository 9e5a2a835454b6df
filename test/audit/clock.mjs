// Loaded before nianbao (NODE_OPTIONS=--import): moves its clock by AUDIT_SHIFT milliseconds, so that a night follows
// another at once. Nothing of nianbao is known here.
const shift = Number(process.env.AUDIT_SHIFT ?? 0);
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shift);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shift;
  }
}

globalThis.Date = ShiftedDate;
