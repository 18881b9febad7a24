export { loadControl } from './load-control.js';
export { loadDriver } from './load-driver.js';
