export function electronBinary(root: string): string | undefined
export function failedRecently(root: string, now?: number): boolean
export function downloadElectron(root: string, retry?: boolean): Promise<string | undefined>
