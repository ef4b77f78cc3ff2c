import Values

/// `random_pet`: a name that people can remember.
enum RandomPet {
  static let kind = ResourceKind(
    recorded: "random_pet", home: home,
    [
      AttributeSchema("id", .string, .computed, "The name."),
      .cause("keepers"),
      AttributeSchema(
        "length", .number, .optional, "How many words there are: an animal, before it an adjective, and adverbs."
      )
      .defaulting(to: .number(2)).replacing().atLeast(1),
      AttributeSchema("prefix", .string, .optional, "A word before the others.").replacing(),
      AttributeSchema("separator", .string, .optional, "What stands between the words.")
        .defaulting(to: .string("-")).replacing(),
    ])

  private static let home: RecordHome = {
    var home = RecordHome()
    home.derived = { planned, source in
      guard let length = planned["length"]?.intValue, length >= 1, let prefix = planned["prefix"], prefix.isKnown,
        let separator = planned["separator"]?.stringValue
      else { return Members() }
      var stream = source.stream
      var words = [stream.element(of: animals)]
      if length > 1 { words.insert(stream.element(of: adjectives), at: 0) }
      while words.count < length { words.insert(stream.element(of: adverbs), at: 0) }
      if let prefix = prefix.stringValue, !prefix.isEmpty { words.insert(prefix, at: 0) }
      return Members([("id", .string(words.joined(separator: separator)))])
    }
    return home
  }()

  // The lists are part of what names follow from: another word in them changes the names that a lost record had.

  private static let animals = words(
    """
    adder albatross alpaca ant antelope badger bat bear beaver bee beetle bison boar bobcat buffalo butterfly camel canary
    caribou cat chamois cheetah chicken chipmunk cicada civet cobra cod condor coyote crab crane cricket crow cuckoo deer
    dingo dodo dolphin donkey dove dragonfly duck eagle eel egret eland elephant elk emu falcon ferret finch firefly fox
    frog gazelle gecko gerbil gibbon giraffe gnu goat goose gorilla grouse gull hamster hare hawk hedgehog heron herring
    hornet horse hyena ibex ibis iguana impala jackal jaguar jay kestrel kite kiwi koala kudu ladybird lama lark lemming
    lemur leopard lion lizard lobster lynx magpie mallard manatee marmot marten meerkat mink mole mongoose moose moth mouse
    mule mussel newt nightingale ocelot octopus okapi opossum oryx osprey ostrich otter owl ox oyster panda panther parrot
    """)

  private static let adjectives = words(
    """
    able active agile alert ample apt avid aware balanced bold brave bright brisk calm candid careful casual certain cheerful
    civil clean clear clever close cool cordial cosy crisp curious daring decent deep devoted direct eager early earnest easy
    elegant equal exact expert fair faithful famous fast fearless festive fine firm fit fleet fluent fond frank free fresh
    friendly full funny generous gentle gifted glad golden good graceful grand grateful great handy happy hardy healthy
    helpful honest hopeful humble ideal jolly joyful just keen kind large lasting light likely live lively local loyal lucky
    mellow merry mighty mild modest neat nice noble novel open patient peaceful plain pleasant polite prime prompt proper
    proud quick quiet rapid rare ready regular rested rich robust round safe secure serene sharp simple sincere smart smooth
    """)

  private static let adverbs = words(
    """
    ably actively always amply aptly badly barely blindly boldly bravely briefly brightly briskly broadly calmly carefully
    certainly cheaply clearly closely commonly daily deeply directly duly eagerly early easily endlessly entirely equally
    evenly exactly fairly finely firmly fondly formally freely frequently fully generally gently gladly globally gradually
    greatly happily highly honestly hourly humbly ideally jointly justly kindly largely lately lightly likely literally
    """)

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
