/** Which modules files load at once, without those that they load later. Filled by its plugin while a bundle is made. */
export class ModuleGraph {
  #info = () => null;
  #needed = new Map();

  get plugin() {
    const graph = this;
    return {
      name: 'module graph',
      buildEnd() {
        graph.#info = (id) => this.getModuleInfo(id);
      },
    };
  }

  /** The modules that `files` import, and what those import in turn. To be asked once all modules are known. */
  neededBy(files) {
    if (!this.#needed.has(files)) this.#needed.set(files, this.#follow(files));
    return this.#needed.get(files);
  }

  #follow(files) {
    const found = new Set();
    const waiting = [...files];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const info = found.has(id) ? null : this.#info(id);
      if (info === null) continue;
      found.add(id);
      waiting.push(...info.importedIds);
    }
    return found;
  }
}
