export { loadDriver } from './load-driver.js';
