import { parentPort } from "node:worker_threads";
import { answerQuestions } from "./thread-desk.ts";

// The entry of a calculation thread: questions come one after the other, and each gets one reply.
if (parentPort !== null) answerQuestions(parentPort);
