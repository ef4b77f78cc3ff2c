import Diagnostics
import Planning
enum ValidateJSON { static func text(_ d: [Diagnostic], in s: SourceMap) -> String { "" } }
enum VersionJSON { static func text(version: String, language: String) -> String { "" } }
enum DriftJSON { static func text(_ d: [InstanceDrift], environment: String, subscription: String, checked: Int, sources: SourceMap) -> String { "" } }
extension PlannedEnvironment { func json(_ s: SourceMap) -> String { "" } }
