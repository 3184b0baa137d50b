public import Agronomy
public import ArgumentParser
public import Prescribing

// What a prescription's options may be, by their own names.

extension RateUnit: ExpressibleByArgument {}
extension ZoneMethod: ExpressibleByArgument {}
extension PrescriptionSettings.Unseen: ExpressibleByArgument {}
