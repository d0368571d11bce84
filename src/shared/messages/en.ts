/** The English catalogue, which is also the list of keys. ICU message syntax. */
import { enOwn } from './en-own.ts'
import { enSync } from './en-sync.ts'
import { enTeam } from './en-team.ts'
import { enWindows } from './en-windows.ts'

export const en = {
  'app.name': 'Aftercall',

  'rating.1': 'Very bad',
  'rating.2': 'Bad',
  'rating.3': 'Okay',
  'rating.4': 'Good',
  'rating.5': 'Very good',

  'smiley.happy': 'Happy',
  'smiley.neutral': 'So-so',
  'smiley.sad': 'Sad',

  'tray.tooltip':
    '{waiting, plural, =0 {Aftercall} one {Aftercall: # interaction to rate} other {Aftercall: # interactions to rate}}',
  'tray.tooltip-paused': 'Aftercall: paused until {until, time, short}',
  'tray.waiting': '{waiting, plural, one {Rate # waiting interaction} other {Rate # waiting interactions}}',
  'tray.open': 'Open Aftercall',
  'tray.rate': 'Rate an interaction',
  'tray.day': 'How was your day?',
  'tray.day-done': 'Your day is saved',
  'tray.summary': 'My view',
  'tray.team': 'Team',
  'tray.settings': 'Settings',
  'tray.pause': 'Pause',
  'tray.pause-30-minutes': 'For 30 minutes',
  'tray.pause-1-hour': 'For 1 hour',
  'tray.pause-tomorrow': 'Until tomorrow',
  'tray.resume': 'Resume (paused until {until, time, short})',
  'tray.quit': 'Quit Aftercall',

  'native.quit-kept': 'An answer could not be saved yet. If you quit now, it is lost.',
  'native.save-own': 'Where should your data be saved?',
  'native.save-team': 'Where should the team’s figures be saved?',
  'native.stay': 'Keep Aftercall open',
  'native.quit-anyway': 'Quit and lose it',
  'window.prompt': 'Rate an interaction',
  'window.day': 'How was your day?',
  'window.panel': 'Aftercall',
  'window.summary': 'My view',
  'window.settings': 'Settings',

  'startup.newer-schema':
    'Your data was written by a newer version of Aftercall. Install that version; nothing was changed. The data is in {path}.',
  'startup.network-path':
    'Aftercall keeps its data on this computer and can’t use the network folder {path}. Choose a local folder with --user-data-dir.',
  'startup.read-only':
    'Aftercall can’t write to {path}. Ask your administrator for write access to this folder; nothing was changed.',
  'startup.disk-full':
    'The disk that holds {path} is full. Free some space and start Aftercall again; nothing was lost.',
  'startup.locked': 'Another program is using the data in {path}. Close it and start Aftercall again.',
  'startup.corrupt':
    'The data in {path} could not be read or repaired. The files were kept. Ask your administrator for help.',
  'startup.wrong-runtime':
    'Aftercall was started with a version of Node that can’t load its database. Start it with npm start.',
  'startup.io':
    'The data in {path} could not be opened. Check the disk and start Aftercall again; nothing was changed.',

  'notice.recovered-from-backup':
    'Your data was damaged and has been repaired from the backup of {date, date, medium}; {salvaged, plural, one {# newer entry was} other {# newer entries were}} saved too. {unreadable, plural, =0 {} one {# entry could not be read. } other {# entries could not be read. }}{movedTo, select, none {} other {The damaged files are kept in {movedTo}.}}',
  'notice.started-empty':
    'Your data was damaged and there was no backup; {salvaged, plural, one {# entry was} other {# entries were}} saved. {unreadable, plural, =0 {} one {# entry could not be read. } other {# entries could not be read. }}{movedTo, select, none {} other {The damaged files are kept in {movedTo}.}}',
  'notice.disk-full': 'The disk is full. Your last answer is kept and saved as soon as there is space.',
  'notice.read-only':
    'The data folder can’t be written. Your last answer is kept and saved as soon as that works again.',
  'notice.storage': 'Your last answer could not be saved yet. It is kept and tried again.',
  'notice.shortcut-taken': 'The shortcut {accelerator} is used by another program.',
  'notice.no-tray': 'There is no tray here. Start Aftercall again or use the shortcut to open it.',

  ...enWindows,
  ...enSync,
  ...enOwn,
  ...enTeam,
} as const satisfies Record<string, string>

export type MessageKey = keyof typeof en
