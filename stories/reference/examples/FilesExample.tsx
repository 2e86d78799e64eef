import { skipToken } from '@tanstack/react-query'
import { useState } from 'react'
import {
  listItems,
  useDeleteFile,
  useFile,
  useFileContent,
  useFiles,
  useUploadFile,
} from '../../../src/index.js'

/** A filtered list, one file, its bytes, and two writes. */
export function FilesExample() {
  const [file_id, choose] = useState<string>()
  const id = file_id ? { file_id } : skipToken
  const list = useFiles({ purpose: 'assistants' })
  const file = useFile(id)
  const content = useFileContent(id, { select: (blob) => blob.type || 'no type' })
  const upload = useUploadFile()
  const remove = useDeleteFile()
  const store = () =>
    upload.mutate({ file: new File(['Hello'], 'hello.txt'), purpose: 'assistants' })
  return (
    <>
      <button type="button" onClick={store}>
        Store a file
      </button>
      <ul>
        {listItems(list.data).map(({ id: key, filename }) => (
          <li key={key}>
            <button type="button" aria-pressed={key === file_id} onClick={() => choose(key)}>
              {filename}
            </button>
          </li>
        ))}
      </ul>
      {file.data && (
        <p>
          {file.data.bytes} bytes, {content.data}{' '}
          <button
            type="button"
            onClick={() =>
              remove.mutate({ file_id: file.data.id }, { onSuccess: () => choose(undefined) })
            }
          >
            Delete
          </button>
        </p>
      )}
    </>
  )
}
