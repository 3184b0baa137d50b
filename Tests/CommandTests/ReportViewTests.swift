import Foundation
import TestSupport
import Testing

/// Written reports in Chromium, as a user opens them; `make test-all` installs it.
@Suite(.enabled(if: Oracle.runsAll, "only `make test-all` has Chromium")) struct ReportViewTests {
  @Test(arguments: [["F01"], ["--flight", "farm-2026-05-20", "--language", "fr"]])
  func `a page fits a telephone, asks for nothing and prints`(arguments: [String]) throws {
    let scratch = try TemporaryFolder()
    let page = scratch.url.appendingPathComponent("page.html")
    let ending = try BuiltFurrow.run(
      ["report"] + arguments + ["--job", DemoRun.shared.get().job.path, "--to", page.path])
    #expect(ending.code == 0, "\(ending.errors)")
    let view = try Oracle.run(
      "browser.py", [page.path, scratch.url.path], interpreter: Oracle.systemPython, as: BrowserView.self)
    #expect(view.requests == [] && view.console == [])
    for shown in [view.wide, view.narrow] {
      #expect(shown.requests == [] && shown.console == [] && shown.broken == 0)
      #expect(shown.scrollWidth <= shown.width, "\(shown.width)")
      #expect(shown.colours > 100 && shown.commonest < 0.98)
    }
    #expect((2...12).contains(view.pages))
    #expect(view.control.requests != [] && view.control.scrollWidth > view.control.width)
  }
}
