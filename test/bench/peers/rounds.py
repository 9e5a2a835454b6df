"""Reads what is to be worked on, and says what a round took: half a second after one of warm-up."""

import json
import sys
import time

WARM_UP = 0.5
SECONDS = 0.5


def items():
    return json.load(sys.stdin)["items"]


def say(done, seconds, cpu):
    print(json.dumps({"done": done, "seconds": seconds, "cpu": cpu}))


def rounds(work, files):
    def work_for(seconds):
        started, cpu, done = time.perf_counter(), time.process_time(), 0
        while True:
            for file in files:
                work(file)
                done += 1
                spent = time.perf_counter() - started
                if spent > seconds:
                    return done, spent, time.process_time() - cpu

    work_for(WARM_UP)
    say(*work_for(SECONDS))
