import Foundation
import Pixels
import TestSupport
import Testing

@testable import Reporting

@Suite struct EvaluationReportTests {
  @Test(arguments: [
    "<script>alert(1)</script>", "\" onload=\"alert(1)", "\"\u{301} onload=x", "' onload='x", "&lt;b&gt;",
    "</title></style><img src=x>", "{{{script}}}", "'\u{20D2}<\u{338}img>",
  ])
  func `whatever people name their things is escaped`(mark: String) throws {
    let page = try EvaluationReport.sample(mark: mark).html()
    let plain = try EvaluationReport.sample().html()
    let escaped = Markup.escape(mark)
    #expect(page.replacing(escaped, with: "") == plain)
    #expect(page.split(separator: escaped, omittingEmptySubsequences: false).count > 20)
  }

  @Test func `the page needs no other file`() throws {
    let page = try EvaluationReport.sample().html()
    for mark in ["http://", "https://", "url(", "@import", "{{"] { #expect(!page.contains(mark), "\(mark)") }
    #expect(page.contains("src=\"data:image/png;base64,AQID\""))
    #expect(page.contains("src=\"data:image/png;base64,+vs=\""))
    #expect(page.contains("default-src 'none'"))
  }

  @Test func `every tag is closed and every section is named`() throws {
    let page = try EvaluationReport.sample().html()
    for tag in ["table", "section", "figure", "div", "ul", "ol", "li", "dl", "svg", "span", "tr", "td", "p"] {
      let opened = page.matches(of: try Regex("<\(tag)[ >]")).count
      #expect(opened > 0, "\(tag)")
      #expect(opened == page.matches(of: try Regex("</\(tag)>")).count, "\(tag)")
    }
    #expect(page.matches(of: /<caption>/).count == page.matches(of: /<table/).count)
    #expect(page.matches(of: /<img\s/).count == page.matches(of: /\salt="[^"]+"/).count)
    for match in page.matches(of: /aria-labelledby="([a-z]+)"/) {
      #expect(page.contains("id=\"\(match.1)\""))
    }
  }

  @Test func `figures stand in their places`() throws {
    let page = try EvaluationReport.sample().html()
    #expect(page.contains("<dt>mean IoU</dt><dd>0.831<span class=\"range\">0.790 to 0.861</span></dd>"))
    #expect(page.contains("<dt>kappa</dt><dd>0.884</dd>"))
    #expect(page.contains("<b>98.9</b><small>9\u{202F}120\u{202F}400</small>"))
    #expect(page.contains("0.032<span class=\"range\">0.011 to 0.053</span>"))
    #expect(page.contains("temperature of 1.42"))
    #expect(page.contains("31\u{202F}020 of 262\u{202F}144 labelled pixels wrong (11.8 %), mean IoU 0.514"))
    #expect(page.contains("\u{2212}0.40"))
  }

  @Test func `what was not judged is left out`() throws {
    var report = try EvaluationReport.sample()
    (report.facts, report.notices, report.groups, report.worstPlaces) = ([], [], [], [])
    (report.areas, report.parameters, report.versions, report.foldNotes) = ([], [], [], [])
    (report.calibration, report.severity, report.boundaryTolerancePixels) = (nil, nil, nil)
    for i in report.classes.indices {
      report.classes[i].segments = nil
      report.classes[i].intersectionOverUnion = .init(nil)
    }
    let page = try report.html()
    for id in ["notices", "calibration", "groups", "worst", "areas", "severity", "method"] {
      #expect(!page.contains("id=\"\(id)\""), "\(id)")
    }
    #expect(!page.contains("Made up"))
    #expect(page.contains("too few blocks for intervals"))
    #expect(try EvaluationReport.sample().html() == EvaluationReport.sample().html())
  }

  @Test func `JSON holds the figures and no pictures`() throws {
    let text = try EvaluationReport.sample().json()
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((object["confusion"] as? [[Int]])?[2] == [30_700, 21_050, 140_200])
    let classes = try #require(object["classes"] as? [[String: Any]])
    #expect((classes[2]["iou"] as? [String: Any])?["value"] as? Double == 0.581)
    #expect((classes[2]["segments"] as? [String: Any])?["missed"] as? Int == 6)
    let severity = try #require(object["severity"] as? [String: Any])
    #expect(severity["bias_points"] as? Double == -0.4)
    #expect(!text.contains("AQID"))
  }

  @Test(.enabled(if: Oracle.python != nil))
  func `JSON follows its schema, and the schema refuses others`() throws {
    var bare = try EvaluationReport.sample()
    (bare.calibration, bare.severity, bare.boundaryTolerancePixels) = (nil, nil, nil)
    bare.classes[0].segments = nil
    let right = try [EvaluationReport.sample(mark: "\"\\\u{1}é").json(), bare.json()]
    let wrong = [
      right[1].replacing("\"version\":1", with: "\"version\":2"),
      right[1].replacing("\"pq\":0.7", with: "\"pq\":1.7"),
      right[1].replacing("\"unpredicted_pixels\":1200", with: "\"unpredicted\":1200"),
      right[1].replacing("\"lower\":", with: "\"low\":"),
    ]
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("reports.json")
    try "[\((right + wrong).joined(separator: ","))]".write(to: file, atomically: true, encoding: .utf8)
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      schema = json.load(open(sys.argv[1]))
      Draft202012Validator.check_schema(schema)
      print([Draft202012Validator(schema).is_valid(report) for report in json.load(open(sys.argv[2]))])
      """
    let schema = Oracle.project.appendingPathComponent("schemas/evaluation.schema.json").path
    let verdicts = try Oracle.tool(try #require(Oracle.python), ["-c", script, schema, file.path])
    #expect(verdicts == "[True, True, False, False, False, False]\n")
  }
}
