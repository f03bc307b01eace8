// Loaded into the server that `npm start` runs: when the process that started it is gone, the channel to it closes and
// the server stops as on SIGTERM instead of holding its port for ever.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
