"""Words that say nothing about a career: function words and verbs of wishing, in the languages people write."""

_BY_LANGUAGE = {
    "en": """
        a about after all also am an and any are as at be been being but by can could did do does for from get
        had has have he her his how i if in into is it its like me more most my no not of on or other our out
        over she so some such than that the their them then there these they this those to up us was we were
        what when where which while who will with would you your become becoming want wanted love work working
        works job career goal dream interested help related etc using use used
    """,
    "it": """
        a ad al alla alle agli ai allo anche avere che chi ci come con così da dal dalla dalle dai dagli dei del
        della delle degli dello di e ed essere fare gli ha ho i il in io la le lo loro ma mi mia mio ne nei nel
        nella nelle non o per più quale quando questo questa qui se si sono su sua suo sul sulla tra un una uno
        vorrei voglio diventare lavorare lavoro piacerebbe desidero come
    """,
    "es": """
        a al algo ante como con cuando de del desde donde e el ella ellas ellos en entre era es esa ese eso esta
        este esto ha hacer hay la las le les lo los más me mi mis muy no nos o otro para pero por porque que
        quien quiero se ser si sin sobre son su sus también te tiene un una uno unos y ya yo quisiera gustaría
        convertirme trabajar trabajo deseo dedicarme
    """,
    "de": """
        aber alle als also am an auch auf aus bei beim bin bis da damit das dass dem den der des die dies diese
        dieser doch durch ein eine einem einen einer eines er es für hat haben ich ihr ihre im in ins ist kann
        man mein meine mich mir mit möchte nach nicht noch nur ob oder sein seine sich sie sind so sowie über um
        und uns unter vom von vor was wenn wer werden wie will wir wird würde zu zum zur gern gerne arbeiten
        arbeit beruf
    """,
    "fr": """
        a à au aux avec ce ces cette comme d dans de des devenir du elle en est et être eux faire il ils j je l
        la le les leur leurs lui ma mais me mes moi mon n ne nos notre nous on ou où par pas plus pour qu que
        qui s sa sans se ses si son sont sur ta te tes toi ton tu un une vos votre vous y voudrais veux aimerais
        travailler travail souhaite métier
    """,
    "pt": """
        ao aos as até com como da das de do dos e ela ele em entre era essa esse esta este eu foi há isso já
        mais mas me meu minha muito na nas não no nos o os ou para pela pelo por que quem se sem ser seu sua são
        também tem um uma gostaria quero tornar trabalhar trabalho
    """,
    "nl": """
        aan als bij dat de deze die dit door een en er het hij ik in is kan maar me met mijn naar niet of om
        onze ook op over te tot uit van voor was wat we wij worden zijn zou graag willen wil werken werk
    """,
}

STOP_WORDS = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())
