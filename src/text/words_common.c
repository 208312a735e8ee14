/* Words that carry no meaning of their own, folded and in their order. What is a noun or a number as
 * well, as Italian "stato", "sei" or "verso", is left out: a search for it must find it. */
#include "text/words.h"

static const char *const italian[] = {
    "a", "abbia", "abbiamo", "abbiano", "ad", "agli", "ai", "al", "alcun", "alcuna", "alcune",
    "alcuni", "alcuno", "all", "alla", "alle", "allo", "altr", "altra", "altre", "altri", "altro",
    "anche", "ancora", "attraverso", "avendo", "avere", "avete", "aveva", "avevano", "avra",
    "avranno", "avrebbe", "avuto", "c", "che", "chi", "ci", "cio", "circa", "coi", "col", "come",
    "con", "contro", "cosa", "cosi", "cui", "d", "da", "dagli", "dai", "dal", "dall", "dalla",
    "dalle", "dallo", "degli", "dei", "del", "dell", "della", "delle", "dello", "deve", "devono",
    "di", "dopo", "dove", "dunque", "durante", "e", "ed", "egli", "ella", "entro", "era", "erano",
    "eravamo", "ero", "essa", "esse", "essendo", "essere", "essi", "esso", "fa", "faccia", "fanno",
    "fare", "fatto", "fosse", "fossero", "fra", "fu", "furono", "gia", "gl", "gli", "ha", "hai",
    "hanno", "ho", "i", "il", "in", "infine", "inoltre", "io", "l", "la", "le", "lei", "li", "lo",
    "loro", "lui", "m", "ma", "mai", "me", "meno", "mentre", "mi", "mia", "mie", "miei", "mio",
    "molta", "molte", "molti", "molto", "n", "ne", "neanche", "negli", "nei", "nel", "nell",
    "nella", "nelle", "nello", "nemmeno", "neppure", "no", "noi", "non", "nostra", "nostre",
    "nostri", "nostro", "o", "od", "ogni", "oltre", "oppure", "ossia", "ovvero", "per", "perche",
    "pero", "piu", "poca", "poche", "pochi", "poco", "poi", "poiche", "possono", "presso",
    "proprio", "puo", "pure", "qua", "quale", "quali", "quando", "quanta", "quante", "quanti",
    "quanto", "quegli", "quei", "quel", "quell", "quella", "quelle", "quelli", "quello", "quest",
    "questa", "queste", "questi", "questo", "qui", "quindi", "s", "sara", "saranno", "sarebbe",
    "se", "sempre", "senza", "si", "sia", "siamo", "siano", "siete", "solo", "soltanto", "sono",
    "sopra", "sotto", "stessa", "stesse", "stessi", "stesso", "su", "sua", "sue", "sugli", "sui",
    "sul", "sull", "sulla", "sulle", "sullo", "suo", "suoi", "t", "tale", "tali", "te", "ti", "tra",
    "troppo", "tu", "tua", "tue", "tuo", "tuoi", "tutt", "tutta", "tutte", "tutti", "tutto", "un",
    "una", "uno", "v", "vengono", "vi", "viene", "voi", "vostra", "vostre", "vostri", "vostro",
};

static const char *const english[] = {
    "a", "about", "above", "across", "after", "again", "against", "all", "along", "also",
    "although", "am", "among", "an", "and", "another", "any", "are", "aren", "around", "as", "at",
    "be", "because", "been", "before", "behind", "being", "below", "beside", "between", "beyond",
    "both", "but", "by", "can", "cannot", "could", "couldn", "d", "did", "didn", "do", "does",
    "doesn", "doing", "don", "done", "down", "during", "each", "either", "else", "every", "few",
    "for", "from", "further", "had", "hadn", "has", "hasn", "have", "haven", "having", "he", "her",
    "here", "hers", "herself", "him", "himself", "his", "how", "however", "i", "if", "in", "into",
    "is", "isn", "it", "its", "itself", "just", "least", "less", "ll", "m", "many", "may", "me",
    "might", "more", "most", "much", "must", "my", "myself", "near", "neither", "no", "nor", "not",
    "of", "off", "on", "once", "one", "ones", "only", "onto", "or", "other", "others", "our",
    "ours", "ourselves", "out", "over", "own", "per", "re", "s", "same", "shall", "she", "should",
    "shouldn", "since", "so", "some", "such", "t", "than", "that", "the", "their", "theirs", "them",
    "themselves", "then", "there", "therefore", "these", "they", "this", "those", "though",
    "through", "thus", "till", "to", "too", "toward", "towards", "under", "until", "up", "upon",
    "us", "ve", "very", "via", "was", "wasn", "we", "were", "weren", "what", "when", "where",
    "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without",
    "won", "would", "wouldn", "yes", "yet", "you", "your", "yours", "yourself", "yourselves",
};

static const char *const french[] = {
    "a", "afin", "ai", "ainsi", "alors", "apres", "as", "au", "aucun", "aucune", "aussi", "autour",
    "autre", "autres", "aux", "avaient", "avait", "avant", "avec", "avoir", "ayant", "c", "car",
    "ce", "ceci", "cela", "celle", "celles", "celui", "ces", "cet", "cette", "ceux", "chaque",
    "chez", "ci", "comme", "comment", "d", "dans", "de", "depuis", "des", "donc", "dont", "du",
    "durant", "elle", "elles", "en", "encore", "enfin", "entre", "es", "est", "et", "etaient",
    "etait", "etant", "ete", "etre", "eu", "eux", "faire", "fait", "font", "furent", "fut", "ici",
    "il", "ils", "j", "je", "jusqu", "jusque", "l", "la", "le", "les", "leur", "leurs", "lors",
    "lorsqu", "lorsque", "lui", "m", "ma", "mais", "me", "meme", "memes", "mes", "moins", "mon",
    "n", "ne", "ni", "nos", "notre", "nous", "on", "ont", "ou", "par", "parce", "pas", "pendant",
    "peu", "peut", "peuvent", "plus", "pour", "pourquoi", "pres", "puis", "puisqu", "puisque", "qu",
    "quand", "que", "quel", "quelle", "quelles", "quelque", "quelques", "quels", "qui", "quoi",
    "quoique", "s", "sa", "sans", "se", "selon", "sera", "seront", "ses", "si", "sien", "soit",
    "son", "sont", "sous", "sur", "t", "ta", "tandis", "te", "tel", "telle", "telles", "tels",
    "tes", "ton", "tous", "tout", "toute", "toutes", "tres", "tu", "un", "une", "vers", "vos",
    "votre", "vous", "y",
};

static const char *const german[] = {
    "ab", "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "andere",
    "anderen", "anderer", "anderes", "auch", "auf", "aus", "bei", "beim", "bin", "bis", "bist",
    "da", "dabei", "dadurch", "dafur", "dagegen", "daher", "damit", "danach", "dann", "daran",
    "darauf", "daraus", "darin", "daruber", "das", "dass", "dazu", "dein", "deine", "dem", "den",
    "denn", "der", "deren", "des", "dessen", "dich", "die", "dies", "diese", "diesem", "diesen",
    "dieser", "dieses", "dir", "doch", "dort", "du", "durch", "ein", "eine", "einem", "einen",
    "einer", "eines", "einige", "einigen", "er", "es", "etwas", "euch", "euer", "fur", "gegen",
    "gibt", "habe", "haben", "hat", "hatte", "hatten", "hier", "hin", "hinter", "ich", "ihm", "ihn",
    "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "im", "in", "indem", "ins", "ist", "ja",
    "jede", "jedem", "jeden", "jeder", "jedes", "jedoch", "kann", "kein", "keine", "keinem",
    "keinen", "keiner", "konnen", "konnte", "konnten", "man", "manche", "mehr", "mein", "meine",
    "mich", "mir", "mit", "muss", "mussen", "nach", "nicht", "nichts", "noch", "nun", "nur", "ob",
    "oder", "ohne", "sehr", "sei", "sein", "seine", "seinem", "seinen", "seiner", "seit", "sich",
    "sie", "sind", "so", "sobald", "solche", "solcher", "soll", "sollen", "sollte", "sondern",
    "sowie", "sowohl", "statt", "uber", "um", "und", "uns", "unser", "unsere", "unter", "viel",
    "viele", "vom", "von", "vor", "wahrend", "wann", "war", "waren", "warum", "was", "weil",
    "welche", "welchem", "welchen", "welcher", "welches", "wenn", "wer", "werde", "werden", "wie",
    "wieder", "wir", "wird", "wo", "wurde", "wurden", "zu", "zum", "zur", "zwar", "zwischen",
};

static const char *const spanish[] = {
    "a", "ademas", "al", "algo", "alguna", "algunas", "alguno", "algunos", "ante", "antes", "aquel",
    "aquella", "aquellas", "aquellos", "aqui", "asi", "aun", "aunque", "bajo", "bien", "cada",
    "casi", "como", "con", "contra", "cual", "cuales", "cualquier", "cuando", "cuanto", "de", "del",
    "desde", "despues", "donde", "dos", "durante", "e", "el", "ella", "ellas", "ello", "ellos",
    "en", "entre", "era", "eran", "es", "esa", "esas", "ese", "eso", "esos", "esta", "estaba",
    "estaban", "estado", "estan", "estar", "estas", "este", "esto", "estos", "fin", "fue", "fueron",
    "ha", "haber", "habia", "habian", "hace", "hacer", "hacia", "han", "hasta", "hay", "he", "la",
    "las", "le", "les", "lo", "los", "mas", "me", "mediante", "mi", "mientras", "mis", "misma",
    "mismas", "mismo", "mismos", "mucha", "muchas", "mucho", "muchos", "muy", "nada", "ni",
    "ningun", "ninguna", "no", "nos", "nosotros", "nuestra", "nuestras", "nuestro", "nuestros", "o",
    "otra", "otras", "otro", "otros", "para", "pero", "poca", "poco", "pocos", "por", "porque",
    "pues", "que", "quien", "quienes", "se", "sea", "sean", "segun", "ser", "sera", "seran", "si",
    "sido", "siempre", "sin", "sino", "sobre", "solo", "son", "su", "sus", "tal", "tambien",
    "tampoco", "tan", "tanto", "te", "tiene", "tienen", "toda", "todas", "todavia", "todo", "todos",
    "tras", "tu", "tus", "u", "un", "una", "unas", "uno", "unos", "usted", "ustedes", "vosotros",
    "y", "ya", "yo",
};

static const char *const portuguese[] = {
    "a", "ainda", "algo", "alguem", "algum", "alguma", "algumas", "alguns", "ante", "antes", "ao",
    "aos", "apenas", "apos", "aquela", "aquelas", "aquele", "aqueles", "aquilo", "as", "assim",
    "ate", "atraves", "bem", "cada", "com", "como", "contra", "da", "das", "de", "dela", "delas",
    "dele", "deles", "depois", "desde", "dessa", "dessas", "desse", "desses", "desta", "destas",
    "deste", "destes", "do", "dos", "durante", "e", "ela", "elas", "ele", "eles", "em", "embora",
    "enquanto", "entre", "era", "eram", "essa", "essas", "esse", "esses", "esta", "estao", "estar",
    "estas", "estava", "estavam", "este", "estes", "eu", "foi", "foram", "ha", "isso", "isto", "ja",
    "la", "lhe", "lhes", "lo", "mais", "mas", "me", "mesma", "mesmas", "mesmo", "mesmos", "meu",
    "meus", "minha", "minhas", "muita", "muitas", "muito", "muitos", "na", "nao", "nas", "nem",
    "nenhum", "nenhuma", "nessa", "nesse", "nesta", "neste", "no", "nos", "nossa", "nossas",
    "nosso", "nossos", "num", "numa", "o", "onde", "os", "ou", "outra", "outras", "outro", "outros",
    "para", "pela", "pelas", "pelo", "pelos", "perante", "pode", "podem", "pois", "por", "porem",
    "porque", "pouco", "poucos", "quais", "qual", "qualquer", "quando", "quanto", "que", "quem",
    "se", "seja", "sejam", "sem", "sempre", "sendo", "ser", "sera", "serao", "seu", "seus", "si",
    "sido", "sob", "sobre", "somente", "sua", "suas", "tal", "tambem", "tanto", "te", "tem",
    "tendo", "ter", "teve", "tinha", "toda", "todas", "todo", "todos", "tu", "um", "uma", "umas",
    "uns", "voce", "voces",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *language;
    const char *const *words;
    size_t count;
} lists[] = {
    {"it", italian, COUNT(italian)},
    {"en", english, COUNT(english)},
    {"fr", french, COUNT(french)},
    {"de", german, COUNT(german)},
    {"es", spanish, COUNT(spanish)},
    {"pt", portuguese, COUNT(portuguese)},
};

const char *const *words_common(struct slice language, size_t *count)
{
    struct slice primary = slice_sub(language, 0, slice_find_byte(language, '-'));
    for (size_t i = 0; i < COUNT(lists); i++)
        if (slice_equal_string(primary, lists[i].language)) {
            *count = lists[i].count;
            return lists[i].words;
        }
    *count = 0;
    return NULL;
}
