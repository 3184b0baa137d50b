public import Pixels

/// A written raster takes its rows through the port of the pipeline.
extension CloudOptimizedWriter: RowSink {}
