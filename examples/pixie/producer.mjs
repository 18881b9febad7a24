// Calls the consumer all the time, REQUESTS_PER_SECOND times a second, so that there is always something to measure.
const url = process.env.CONSUMER_URL ?? 'http://consumer/';
const perSecond = Number(process.env.REQUESTS_PER_SECOND ?? 5);

let sent = 0;
const timer = setInterval(async () => {
  sent += 1;
  try {
    const response = await fetch(`${url}orders/${sent}`, { signal: AbortSignal.timeout(5000) });
    await response.text();
  } catch (error) {
    console.error(`order ${sent}: ${error.cause?.code ?? error.message}`);
  }
}, 1000 / perSecond);
process.on('SIGTERM', () => clearInterval(timer));
