import type Database from 'better-sqlite3';

/** The statements around what is read or written at once, prepared one time for all. */
export class Transactions {
  readonly #db: Database.Database;
  readonly #statements: Readonly<Record<'read' | 'write' | 'commit' | 'rollback', Database.Statement<[]>>>;
  readonly #points: Readonly<Record<'set' | 'release' | 'rollback', Database.Statement<[]>>>;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#statements = {
      read: db.prepare('BEGIN'),
      write: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
    };
    this.#points = {
      set: db.prepare('SAVEPOINT one'),
      release: db.prepare('RELEASE one'),
      rollback: db.prepare('ROLLBACK TO one'),
    };
  }

  /** Gives all statements of `work` the same view of the archive. */
  read<T>(work: () => T): T {
    return this.#within('read', work);
  }

  /** All that `work` writes is written, or nothing. The lock is taken before it begins. */
  write<T>(work: () => T): T {
    return this.#within('write', work);
  }

  /**
   * Several works in one transaction, in their order: one that throws is undone alone, unless SQLite has given up the
   * whole transaction for it.
   * @returns for each what it returned or threw
   * @throws what undoes all of them: then nothing was written
   */
  group<T>(works: readonly (() => T)[]): readonly PromiseSettledResult<T>[] {
    const [only, ...others] = works;
    if (only !== undefined && others.length === 0) return [{ status: 'fulfilled', value: this.write(only) }];
    return this.write(() => works.map((work) => this.#apart(work)));
  }

  #within<T>(begin: 'read' | 'write', work: () => T): T {
    if (this.#db.inTransaction) return work();
    this.#statements[begin].run();
    try {
      const result = work();
      this.#statements.commit.run();
      return result;
    } catch (error) {
      // after some errors SQLite has rolled back by itself
      if (this.#db.inTransaction) this.#statements.rollback.run();
      throw error;
    }
  }

  #apart<T>(work: () => T): PromiseSettledResult<T> {
    this.#points.set.run();
    try {
      const value = work();
      this.#points.release.run();
      return { status: 'fulfilled', value };
    } catch (reason) {
      if (!this.#db.inTransaction) throw reason;
      this.#points.rollback.run();
      this.#points.release.run();
      return { status: 'rejected', reason };
    }
  }
}
