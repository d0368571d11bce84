/** Electron's `nativeImage`: keeps what it is given, and knows the size of a PNG. Nothing is drawn. */
import { readFileSync } from 'node:fs'
import { strict } from '../strict.ts'

const PNG_SIGNATURE = '89504e470d0a1a0a'

function pngSize(data: Buffer): Electron.Size {
  if (data.length < 24 || data.toString('hex', 0, 8) !== PNG_SIGNATURE) return { width: 0, height: 0 }
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
}

export class NativeImage {
  readonly #png: Buffer
  readonly #size: Electron.Size
  #template = false

  constructor(png: Buffer, size = pngSize(png)) {
    this.#png = png
    this.#size = size
  }
  isEmpty(): boolean {
    return this.#png.length === 0
  }
  toPNG(): Buffer {
    return this.#png
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.#png.toString('base64')}`
  }
  getSize(): Electron.Size {
    return { ...this.#size }
  }
  /** The same picture under another size. */
  resize({ width, height }: Electron.ResizeOptions): NativeImage {
    const { width: oldWidth, height: oldHeight } = this.#size
    const ratio = oldHeight ? oldWidth / oldHeight : 1
    return new NativeImage(this.#png, {
      width: width ?? Math.round((height ?? oldHeight) * ratio),
      height: height ?? Math.round((width ?? oldWidth) / ratio),
    })
  }
  addRepresentation(): void {}
  setTemplateImage(option: boolean): void {
    this.#template = option
  }
  isTemplateImage(): boolean {
    return this.#template
  }
}

/** Electron gives an empty image for a file that it can't read. */
function readImage(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}

export const nativeImage = strict('nativeImage', {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  createFromPath: (path: string) => new NativeImage(readImage(path)),
  createFromBuffer: (buffer: Buffer) => new NativeImage(buffer),
})
