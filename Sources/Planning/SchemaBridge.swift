import Evaluation
import Resources

/// A kind's schema as the language sees it: what may be written in a block of that kind.
extension BlockSchema {
  init(_ schema: ResourceSchema) {
    self.init()
    for attribute in schema.attributes {
      switch attribute.content {
      case .value(let type):
        attributes[attribute.name] = Evaluation.AttributeSchema(
          type, isRequired: attribute.presence == .required,
          isOptional: attribute.isArgument && attribute.presence != .required && !attribute.isInferred,
          isComputed: attribute.presence == .computed || attribute.presence == .optionalComputed
            || attribute.isInferred,
          isSensitive: attribute.isSensitive, deprecation: attribute.deprecation,
          formerNames: attribute.formerNames, formerReadings: attribute.formerReadings,
          isPersisted: !attribute.isWriteOnly, requirement: attribute.requirement)
      case .block(let nesting, let inner):
        if attribute.presence == .computed {
          attributes[attribute.name] = Evaluation.AttributeSchema(attribute.type, isComputed: true)
          continue
        }
        let fewest = attribute.presence == .required ? 1 : 0
        let block = BlockSchema(inner)
        var type =
          switch nesting {
          case .single: BlockTypeSchema(.list, min: fewest, max: 1, block, formerNames: attribute.formerNames)
          case .list(let min, let max):
            BlockTypeSchema(
              .list, min: Swift.max(min, fewest), max: max == .max ? nil : max, block,
              formerNames: attribute.formerNames)
          case .set(let min, let max):
            BlockTypeSchema(
              .set, min: Swift.max(min, fewest), max: max == .max ? nil : max, block,
              formerNames: attribute.formerNames)
          }
        type.requirement = attribute.requirement
        type.deprecation = attribute.deprecation
        type.isValueToo = attribute.isValueToo
        blocks[attribute.name] = type
      }
    }
  }
}
