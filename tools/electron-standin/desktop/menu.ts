/** Electron's `Menu` and `MenuItem`: nothing is drawn, tests press the items. */
import { app } from '../app/app.ts'
import { makeEvent, strictEmitter } from '../strict.ts'

type Options = Electron.MenuItemConstructorOptions

export class MenuItem {
  readonly id: string
  readonly type: NonNullable<Options['type']>
  readonly role: Options['role']
  readonly accelerator: Options['accelerator']
  readonly submenu: Menu | undefined
  readonly click: (event?: unknown, window?: unknown) => void
  label: string
  sublabel: string
  toolTip: string
  icon: Options['icon']
  enabled: boolean
  visible: boolean
  checked: boolean

  constructor(options: Options) {
    const { role, submenu } = options
    this.id = options.id ?? ''
    this.role = role
    this.type = options.type ?? (submenu ? 'submenu' : 'normal')
    this.label = options.label ?? role ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.icon = options.icon
    this.accelerator = options.accelerator
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : (submenu as unknown as Menu | undefined)
    this.click = (event, window) => {
      if (this.type === 'checkbox') this.checked = !this.checked
      if (this.type === 'radio') this.checked = true
      const call = options.click as ((...args: unknown[]) => void) | undefined
      if (call) call(this, window, event ?? makeEvent())
      else if (role === 'quit') app.quit()
    }
  }
}

export class Menu extends strictEmitter('Menu') {
  static #application: Menu | null = null

  static buildFromTemplate(template: (Options | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item))
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application
  }

  readonly items: MenuItem[] = []

  append(item: MenuItem): void {
    this.items.push(item)
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
  popup(): void {}
  closePopup(): void {}
}
