import Foundation

/// How XGBoost's threads wait for one another.
///
/// OpenMP's threads spin while they wait unless `OMP_WAIT_POLICY` is
/// `passive`; on a busy machine training can then take minutes instead of
/// seconds. The OpenMP library reads the variable when the program is loaded,
/// before any code of ours, so that setting it later does nothing.
public enum ThreadWaiting {
  /// The variable that must be set before the program starts.
  public static let variable = "OMP_WAIT_POLICY"

  /// Whether the program was started so that threads sleep while they wait.
  public static let isPassive =
    ProcessInfo.processInfo.environment[variable]?.lowercased() == "passive"

  /// Replaces the program by itself with the variable set, and returns only
  /// where that is not needed or the system refuses. For a program's first
  /// lines: nothing of what it did is kept but open standard streams.
  public static func restartProgramPassively() {
    guard !isPassive, let path = Bundle.main.executablePath else { return }
    setenv(variable, "passive", 1)
    let arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    execv(path, arguments)
    unsetenv(variable)
    for argument in arguments { free(argument) }
  }

  /// The number of threads that training may use: one where they would spin.
  static func allowed(_ threads: Int) -> Int { isPassive ? max(1, threads) : 1 }
}
