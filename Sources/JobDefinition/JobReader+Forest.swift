extension JobReader {
  func read(_ value: JobValue, into forest: inout TrainingSelection.Forest) {
    guard let section = value.section(.forest) else { return }
    if let kind = section["kind"]?.choice(of: TrainingSelection.Forest.Kind.self) { forest.kind = kind }
    if let rounds = section["rounds"]?.integer(in: TrainingSelection.Forest.rounds) { forest.rounds = rounds }
    if let depth = section["depth"]?.integer(in: TrainingSelection.Forest.depths) { forest.depth = depth }
    if let rate = section["learning_rate"]?.part() { forest.learningRate = rate }
    if let weight = section["min_child_weight"]?.number(in: 0...1_000_000) {
      forest.minimumChildWeight = weight
    }
    if let part = section["subsample"]?.part() { forest.subsample = part }
    if let part = section["columns"]?.part() { forest.columns = part }
    if let search = section["search"]?.choice(of: TrainingSelection.Forest.Search.self) {
      forest.search = search
    }
    if let rounds = section["early_stopping"]?.integer(in: TrainingSelection.Forest.stoppings) {
      forest.earlyStopping = rounds
    }
    for key in ["learning_rate", "early_stopping"] where forest.kind == .randomForest {
      section[key]?.fail("'\(key)' means nothing for a random forest")
    }
  }

  func read(_ value: JobValue, into augmentation: inout TrainingSelection.Augmentation) {
    guard let section = value.section(.augmentation) else { return }
    let copies = section["copies"]?.integer(in: TrainingSelection.Augmentation.copyCounts)
    if let copies { augmentation.copies = copies }
    let changes: [(String, WritableKeyPath<TrainingSelection.Augmentation, Double>)] = [
      ("gain", \.gain), ("gamma", \.gamma), ("white_balance", \.whiteBalance), ("gradient", \.gradient),
      ("scale", \.scale),
    ]
    for (key, path) in changes {
      if let change = section[key]?.partialChange() { augmentation[keyPath: path] = change }
    }
    if let part = section["shadow"]?.number(in: 0...1) { augmentation.shadow = part }
    if let sigma = section["blur"]?.number(in: 0...10) { augmentation.blur = sigma }
    if let deviation = section["noise"]?.number(in: 0...1) { augmentation.noise = deviation }
    if let flag = section["rotation"]?.flag() { augmentation.rotates = flag }
    if let flag = section["flip"]?.flag() { augmentation.flips = flag }
  }
}
