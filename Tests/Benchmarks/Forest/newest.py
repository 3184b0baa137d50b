"""Times the installed XGBoost on one core: newest.py MODEL ROWS FEATURES; one pass for each line read."""
import sys
import time

import numpy
import xgboost

booster = xgboost.Booster(model_file=sys.argv[1])
booster.set_param({"nthread": 1})
rows = numpy.fromfile(sys.argv[2], dtype=numpy.float32).reshape(-1, int(sys.argv[3]))
print("XGBoost " + xgboost.__version__, flush=True)
for _ in sys.stdin:
    start = time.process_time()
    booster.inplace_predict(rows, validate_features=False)
    print(time.process_time() - start, flush=True)
