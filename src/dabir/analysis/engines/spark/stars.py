"""Connected components as rounds over tables, for graphs that no single machine can hold.

Large-star and small-star by turns (Kiveris et al., Connected Components in MapReduce and Beyond,
2014), after a first step in which every part of the edges is brought down to a forest by itself.
What a round gives is written down: the next one reads it, so no plan grows, and a lost worker
costs one round. Nothing is ever collected.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from dabir.analysis.engines.local import COMPONENTS
from dabir.analysis.engines.union import connected

EDGES = pa.schema(
    [pa.field("a", pa.int64(), nullable=False), pa.field("b", pa.int64(), nullable=False)]
)


class Forest:
    """Brings the edges of one part down to its nodes, each hanging on its component's smallest."""

    name = "forest"
    version = 1
    reads = EDGES
    writes = COMPONENTS
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Take the edges of one part, a piece at a time, and write its nodes."""
        a = b = np.empty(0, np.int64)
        for batch in batches:
            a, b = connected(
                np.concatenate([a, batch.column("a").to_numpy()]),
                np.concatenate([b, batch.column("b").to_numpy()]),
            )
        yield pa.record_batch([pa.array(a), pa.array(b)], schema=COMPONENTS)


def components_by_stars(spark: SparkSession, forest: Path, scratch: Path) -> DataFrame:
    """Return every node of a forest (``node``, ``component``) with its final component.

    Rounds are kept in ``scratch``, which must outlive the table that is returned.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    links = spark.read.parquet(str(forest))
    edges = _kept(
        links.where("node <> component").select(
            f.col("node").alias("u"), f.col("component").alias("v")
        ),
        scratch / "0",
    )
    number = 0
    while not _settled(edges):
        number += 1
        edges = _kept(_small_star(_large_star(edges)), scratch / str(number))
        if number > 1:
            shutil.rmtree(scratch / str(number - 2), ignore_errors=True)
    nodes = links.select("node").distinct()
    return nodes.join(edges, nodes.node == edges.u, "left").select(
        "node", f.coalesce("v", "node").alias("component")
    )


def _large_star(edges: DataFrame) -> DataFrame:
    """Hang the greater neighbours of each node on the smallest of it and its neighbours."""
    both = edges.unionAll(edges.select(f.col("v").alias("u"), f.col("u").alias("v")))
    greater = both.withColumn("m", f.expr("least(u, min(v) over (partition by u))")).where("v > u")
    return greater.select(f.col("v").alias("u"), f.col("m").alias("v"))


def _small_star(edges: DataFrame) -> DataFrame:
    """Hang each node and its smaller neighbours on the smallest of these; in edges u > v."""
    lesser = edges.withColumn("m", f.expr("min(v) over (partition by u)"))
    # the smallest neighbour stands for the node itself, which hangs on it
    hung = f.when(f.col("v") == f.col("m"), f.col("u")).otherwise(f.col("v"))
    return lesser.select(hung.alias("u"), f.col("m").alias("v")).distinct()


def _settled(edges: DataFrame) -> bool:
    """Whether every node hangs on one other at most, and nothing hangs on what hangs."""
    ends = edges.select(f.col("u").alias("node"), f.lit(1).alias("hangs"), f.lit(0).alias("holds"))
    ends = ends.unionAll(edges.select(f.col("v"), f.lit(0), f.lit(1)))
    each = ends.groupBy("node").agg(f.sum("hangs").alias("hangs"), f.max("holds").alias("holds"))
    return bool(each.where("hangs > 1 or (hangs > 0 and holds > 0)").isEmpty())


def _kept(table: DataFrame, folder: Path) -> DataFrame:
    table.write.mode("overwrite").parquet(str(folder))
    return table.sparkSession.read.schema(table.schema).parquet(str(folder))
