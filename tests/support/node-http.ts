import type { HttpClient } from '../../src/main/sync/index.ts'

/** What the widget's HTTP client promises, on Node's fetch. */
export const nodeHttp: HttpClient = async ({ url, method, headers, body, signal, maxBytes }) => {
  const response = await fetch(url, {
    method,
    headers: { ...headers },
    ...(body !== undefined && { body }),
    signal,
    redirect: 'manual',
  })
  return {
    status: response.status,
    headers: response.headers,
    async body() {
      const bytes = await response.bytes()
      if (bytes.byteLength > maxBytes) throw new Error('too long')
      return bytes
    },
  }
}
