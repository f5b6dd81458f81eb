package torvet.analysis;

import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.path.PathHierarchyTokenizer;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The tokenizers, with the settings and defaults of the reference manual. */
final class Tokenizers {
    private static final String PUNCTUATION_TYPES = "" + (char) Character.CONNECTOR_PUNCTUATION + (char) Character.DASH_PUNCTUATION
        + (char) Character.START_PUNCTUATION + (char) Character.END_PUNCTUATION + (char) Character.INITIAL_QUOTE_PUNCTUATION
        + (char) Character.FINAL_QUOTE_PUNCTUATION + (char) Character.OTHER_PUNCTUATION;
    private static final String SYMBOL_TYPES = "" + (char) Character.CURRENCY_SYMBOL + (char) Character.MATH_SYMBOL
        + (char) Character.MODIFIER_SYMBOL + (char) Character.OTHER_SYMBOL;

    private Tokenizers() {}

    /** Reads one tokenizer's settings and gives the function that makes it. */
    private interface Recipe {
        Supplier<Tokenizer> read(IndexSettings index, Settings settings);
    }

    static Map<String, AnalysisProvider<TokenizerFactory>> all() {
        return Map.of(
            "edge_ngram", provider(Tokenizers::edgeNgram),
            "keyword", provider((index, settings) -> KeywordTokenizer::new),
            "letter", provider((index, settings) -> LetterTokenizer::new),
            "ngram", provider(Tokenizers::ngram),
            "path_hierarchy", provider((index, settings) -> {
                char delimiter = settings.get("delimiter", "/").charAt(0);
                char replacement = settings.get("replacement", String.valueOf(delimiter)).charAt(0);
                int skip = settings.getAsInt("skip", 0);
                return () -> new PathHierarchyTokenizer(delimiter, replacement, skip);
            }),
            "pattern", provider((index, settings) -> {
                Pattern pattern = Regex.compile(settings.get("pattern", "\\W+"), settings.get("flags"));
                int group = settings.getAsInt("group", -1);
                return () -> new PatternTokenizer(pattern, group);
            }),
            "uax_url_email", provider((index, settings) -> {
                int longest = settings.getAsInt("max_token_length", 255);
                return () -> {
                    var tokenizer = new UAX29URLEmailTokenizer();
                    tokenizer.setMaxTokenLength(longest);
                    return tokenizer;
                };
            }),
            "whitespace", provider((index, settings) -> {
                int longest = settings.getAsInt("max_token_length", 255);
                return () -> new WhitespaceTokenizer(org.apache.lucene.util.AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY, longest);
            })
        );
    }

    private static Supplier<Tokenizer> edgeNgram(IndexSettings index, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        IntPredicate partOfWord = tokenCharacters(settings);
        return () -> new EdgeNGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int character) {
                return partOfWord.test(character);
            }
        };
    }

    private static Supplier<Tokenizer> ngram(IndexSettings index, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        checkNgramDifference(index, min, max);
        IntPredicate partOfWord = tokenCharacters(settings);
        return () -> new NGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int character) {
                return partOfWord.test(character);
            }
        };
    }

    /** The index setting `max_ngram_diff` (1 unless set), which a full Elasticsearch holds to as well. */
    static void checkNgramDifference(IndexSettings index, int min, int max) {
        if (max - min > index.getMaxNgramDiff()) {
            throw new IllegalArgumentException(
                "The difference between max_gram and min_gram in NGram Tokenizer must be less than or equal to: ["
                    + index.getMaxNgramDiff() + "] but was [" + (max - min) + "]. This limit can be set by changing the ["
                    + IndexSettings.MAX_NGRAM_DIFF_SETTING.getKey() + "] index level setting."
            );
        }
    }

    private static IntPredicate tokenCharacters(Settings settings) {
        List<String> classes = settings.getAsList("token_chars");
        if (classes.isEmpty()) {
            return character -> true;
        }
        String custom = settings.get("custom_token_chars", "");
        return classes.stream().map(name -> characterClass(name, custom)).reduce(character -> false, IntPredicate::or);
    }

    private static IntPredicate characterClass(String name, String custom) {
        return switch (name) {
            case "letter" -> Character::isLetter;
            case "digit" -> Character::isDigit;
            case "whitespace" -> Character::isWhitespace;
            case "punctuation" -> character -> PUNCTUATION_TYPES.indexOf(Character.getType(character)) >= 0;
            case "symbol" -> character -> SYMBOL_TYPES.indexOf(Character.getType(character)) >= 0;
            case "custom" -> character -> custom.indexOf(character) >= 0;
            default -> throw new IllegalArgumentException("Unknown token type: '" + name + "'");
        };
    }

    private static AnalysisProvider<TokenizerFactory> provider(Recipe recipe) {
        return (index, environment, name, settings) -> TokenizerFactory.newFactory(name, recipe.read(index, settings));
    }
}
