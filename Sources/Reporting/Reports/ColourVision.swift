import Foundation
import Pixels

/// How a reader sees colours.
enum ColourVision: String, CaseIterable {
  case normal
  case deuteranopia
  case protanopia
  case tritanopia

  /// The colour as this reader sees it.
  func seen(_ color: Legend.Color) -> LabColour {
    let rgb = [color.red, color.green, color.blue].map(Self.linear)
    let seen = matrix.map { row in
      min(max(row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2], 0), 1)
    }
    return LabColour(linear: seen)
  }

  /// Source: IEC 61966-2-1.
  private static func linear(_ channel: UInt8) -> Double {
    let value = Double(channel) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  /// On linear sRGB, for a receptor that is missing altogether.
  ///
  /// Source: Machado, Oliveira and Fernandes, A Physiologically-based Model
  /// for Simulation of Color Vision Deficiency (2009), severity 1.0.
  private var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }
}
