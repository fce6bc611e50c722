import { Menu } from 'electron';
import { menuTemplate, type MenuCommands, type MenuPlace, type MenuState } from './menu';

/** The native menu, built again when what it shows has changed. */
export class ApplicationMenu {
  #shown = '';

  constructor(
    private readonly commands: MenuCommands,
    private readonly place: MenuPlace
  ) {}

  show(state: MenuState): void {
    const key = JSON.stringify(state);
    if (key === this.#shown) return;
    this.#shown = key;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, this.commands, this.place)));
  }
}
