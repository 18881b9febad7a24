"""The same aggregation in SQL (DuckDB, one thread) and in pandas; prints milliseconds of the best of several runs."""
import json
import time

import duckdb
import numpy as np
import pandas as pd

ROWS = 1_000_000
SPAN_NS = 120_000_000_000
WINDOW_NS = 10_000_000_000

state = np.empty(ROWS * 7, dtype=np.uint32)
value = 1
for index in range(ROWS * 7):
    value = (value * 1_664_525 + 1_013_904_223) & 0xFFFFFFFF
    state[index] = value
draws = (state / 2**32).reshape(ROWS, 7)
frame = pd.DataFrame({
    "time": (np.arange(ROWS) * SPAN_NS) // ROWS,
    "latency": np.floor(1e6 + draws[:, 0] * 5e7).astype("int64"),
    "status": np.where(draws[:, 1] < 0.02, 500, 200),
    "role": np.where(draws[:, 2] < 0.5, 1, 2),
    "size": np.floor(draws[:, 3] * 1000).astype("int64"),
    "upid": np.floor(draws[:, 4] * 8).astype("int64"),
    "path": np.where(draws[:, 5] < 0.05, "/healthz", "/consumer"),
    "remote": np.where(draws[:, 6] < 0.01, "-", "10.0.0.1"),
})
# Processes 0 to 4 belong to the service that is asked for.
service = pd.DataFrame({"upid": np.arange(8), "service": ["default/consumer"] * 5 + [""] * 3})

SQL = f"""
SELECT time - time % {WINDOW_NS} AS w, quantile_cont(latency, [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) AS q,
       avg(CAST(status >= 400 AS INT)) AS failed, count(*) AS n, sum(size) AS bytes
FROM events JOIN service USING (upid)
WHERE role = 2 AND path != '/healthz' AND path != '/readyz' AND remote != '-' AND service = 'default/consumer'
GROUP BY w
"""


def best_of(times, work):
    found = []
    for _ in range(times):
        started = time.perf_counter()
        rows = work()
        found.append((time.perf_counter() - started) * 1000)
    return min(found), rows


connection = duckdb.connect()
connection.execute("SET threads TO 1")
connection.execute("CREATE TABLE events AS SELECT * FROM frame")
connection.execute("CREATE TABLE service AS SELECT * FROM service")


def with_pandas():
    df = frame.merge(service, on="upid")
    df = df[(df.role == 2) & (df.path != "/healthz") & (df.path != "/readyz") & (df.remote != "-")]
    df = df[df.service == "default/consumer"]
    df = df.assign(w=df.time - df.time % WINDOW_NS, failure=df.status >= 400)
    groups = df.groupby("w")
    result = groups.agg(failed=("failure", "mean"), n=("latency", "count"), bytes=("size", "sum"))
    groups.latency.quantile([0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])
    return len(result)


duck_ms, duck_rows = best_of(15, lambda: len(connection.execute(SQL).fetchall()))
pandas_ms, pandas_rows = best_of(3, with_pandas)
print(json.dumps({"duckdb": duck_ms, "pandas": pandas_ms, "rows": [duck_rows, pandas_rows], "version": duckdb.__version__}))
