export * from './clips';
export * from './commands';
export * from './control';
export * from './outcome';
export * from './session';
export * from './training';
export * from './wire';
export * from './takes';
