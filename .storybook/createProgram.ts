import path from 'node:path'

import { getLibFiles, ts } from '@ts-morph/common'

/** The compiler's view of one file that is given as text, and of all that it imports. */
export function createProgram({ file, text }: { file: string; text: string }): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: [],
  }
  const libFolder = path.join(path.dirname(file), 'lib')
  const libFile = (name: string) => path.join(libFolder, name)
  const given = new Map([
    [file, text],
    ...getLibFiles().map((lib) => [libFile(lib.fileName), lib.text] as const),
  ])
  const textOf = (name: string) => given.get(path.normalize(name))
  const host = ts.createCompilerHost(options, true)
  return ts.createProgram({
    rootNames: [file],
    options,
    host: {
      ...host,
      getDefaultLibLocation: () => libFolder,
      getDefaultLibFileName: () => libFile('lib.d.ts'),
      fileExists: (name) => textOf(name) !== undefined || host.fileExists(name),
      getSourceFile: (name, language, ...rest) => {
        const here = textOf(name)
        return here === undefined
          ? host.getSourceFile(name, language, ...rest)
          : ts.createSourceFile(name, here, language, true)
      },
    },
  })
}
