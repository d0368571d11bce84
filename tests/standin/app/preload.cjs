const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('api', {
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  add: (a, b) => a + b,
  twice: (callback) => [callback(1), callback(2)],
  later: (value) => Promise.resolve(value),
  reject: () => Promise.reject(new RangeError('refused')),
  make: (factor) => (value) => value * factor,
  nested: { list: [1, { deep: true }] },
  on(channel, listener) {
    const receive = (_event, ...args) => listener(...args)
    ipcRenderer.on(channel, receive)
    return () => ipcRenderer.off(channel, receive)
  },
  hasNode: typeof process.binding === 'function',
})
globalThis.secretOfPreload = true
